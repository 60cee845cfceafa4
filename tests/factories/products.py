"""Learning models for tests, made by calling services as their provider's author."""

from itertools import count

from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from marketplace.products import list_services, services
from marketplace.products.queries import latest_version
from tests.factories import AT
from tests.factories.organizations import make_provider

_numbers = count(1)

ANSWERS = {
    "summary": "Small groups of four read aloud with a trained aide for 30 minutes a day.",
    "day_description": "The aide opens with letter sounds missed yesterday. Each child then reads aloud.",
    "integration": "An aide leads, software lines up the next text, and the texts follow the district's own sequence.",
    "learner_profiles": "Each child has a page with the patterns read well and those to practice.",
    "personal_paths": "Children move on when they are ready. A teacher looks at each path every Friday.",
    "competency_progression": "Four of five words right on two days opens the next pattern.",
    "time_and_space": "Thirty minutes in a quiet corner, four days a week, at any hour that suits the class.",
    "students_served": "Children in grades 1 to 3 who read below their grade.",
    "student_groups": ["below_grade", "english_learners"],
    "subjects": ["reading"],
    "grade_bands": ["K-3"],
    "services": ["supplement"],
    "delivery": ["small_group"],
    "languages": ["english", "spanish"],
    "locales": ["town", "rural"],
    "staffing": "One aide for every 16 students.",
    "training": "12 hours before the start, then an hour a month.",
    "devices": "One tablet a group.",
    "device_needs": ["shared"],
    "space": "A quiet corner.",
    "connectivity": "None. Marks are sent when there is a network.",
    "interoperability": ["oneroster"],
    "staff_time": "A coordinator for two hours a week; a teacher for ten minutes on Fridays.",
    "leadership": "The principal protects the reading half-hour in the timetable.",
    "readiness_needs": ["protected_time"],
    "family_demands": "Nothing.",
    "family_asks": ["nothing"],
    "price_unit": "per_student",
    "price_low_cents": 18_000,
    "price_high_cents": 24_000,
    "price_note": "Texts included.",
    "sustainability": "Two aides of the district are trained to train others.",
    "accessibility_note": "Works with screen readers; printed texts for every screen.",
    "accessibility_reported_on": None,
}


def author_of(provider):
    """Somebody who may write for the provider."""
    return people_with(provider, Role.AUTHOR, Role.OWNER).first()


def make_model(*, provider=None, name="", complete=True, at=AT):
    """A provider's learning model with a working version; `complete` answers every section."""
    provider = provider or make_provider()
    actor = author_of(provider)
    model = services.create_model(
        provider=provider, name=name or f"Harbor Readers {next(_numbers)}", actor=actor, at=at
    )
    if complete:
        complete_version(latest_version(model), at=at)
    return model


def complete_version(version, *, at=AT):
    """Answer every section, list one cost and one data element."""
    actor = author_of(version.model.provider)
    version = services.save_version(version=version, edition=version.edition, changes=ANSWERS, actor=actor, at=at)
    version = list_services.add_cost(
        version=version,
        edition=version.edition,
        what="Training of aides",
        timing="one_time",
        cents=120_000,
        unit="per_school",
        actor=actor,
        at=at,
    )
    return services.add_data_element(
        version=version,
        edition=version.edition,
        category="Assessment",
        element="Reading errors",
        purpose="To choose the next text for each child.",
        necessity="essential",
        actor=actor,
        at=at,
    )


def make_version(*, provider=None, state="frozen", at=AT, **options):
    """The latest version of a new model, working or frozen."""
    version = latest_version(make_model(provider=provider, at=at, **options))
    return freeze(version, at=at) if state == "frozen" else version


def freeze(version, *, at=AT):
    return services.freeze_version(version=version, actor=author_of(version.model.provider), at=at)


def make_unclaimed_model(*, name="", source_id="", at=AT, **description):
    """A model known from research, as the portal lists it."""
    number = next(_numbers)
    return services.list_unclaimed_model(
        name=name or f"Sound Partners {number}",
        source="wwc",
        source_id=source_id or str(number),
        description={"summary": "Studied in kindergarten to grade 3.", "subjects": ["reading"], **description},
        at=at,
    )
