"""The shape of the models' answers."""

from __future__ import annotations

from marketplace.api.schemas import Schema, address, day, flag, instant, many, maybe, number, one_of, text, thing, whole
from marketplace.products.models import ModelVersion
from marketplace.products.tier_names import tier_choices
from marketplace.products.vocabulary import LIST_FIELDS, CostTiming, CostUnit, Necessity, PriceUnit
from procurement.outcomes.tables import VERDICTS as OUTCOME_VERDICTS
from search.catalog.facets import BY_KEY
from search.models import CatalogEntry

VERDICTS = {value: words.lower() for value, words in OUTCOME_VERDICTS.items() if value}
MODEL_PATH = "/models/harbor-learning/harbor-readers/"
DESCRIPTION = {
    "summary": "What it is, in a sentence or two.",
    "day_description": "What a day looks like.",
    "integration": "How people, technology and content work together.",
    "learner_profiles": "What is known of each learner, and who uses it.",
    "personal_paths": "How each learner’s path is chosen.",
    "competency_progression": "How learners move on when they have mastered something.",
    "students_served": "For which students it is made.",
    "staffing": "Who teaches.",
    "training": "How they are prepared.",
    "devices": "Devices needed.",
    "connectivity": "Connection needed.",
    "space": "Rooms needed.",
    "time_and_space": "How time and rooms are used.",
    "staff_time": "Time of staff besides teaching.",
    "leadership": "What it takes of leaders.",
    "family_demands": "What it asks of families.",
    "sustainability": "What keeps it going after a pilot.",
    "accessibility_note": "How people with disabilities can use it.",
    "price_note": "What the price depends on.",
}


def lists_of(owner: type) -> dict[str, dict[str, str]]:
    """The lists of codes that an entry or a version holds, each with its vocabulary."""
    held = {field.name for field in owner._meta.get_fields()}
    return {name: dict(choices.choices) for name, choices in LIST_FIELDS.items() if name in held}


def _lists(owner: type) -> dict[str, Schema]:
    return {
        name: many(f"{name.replace('_', ' ').capitalize()}.", one_of("One of these.", labels))
        for name, labels in lists_of(owner).items()
    }


def _tier(words: str) -> Schema:
    return one_of(words, dict(tier_choices()), "promising")


def _identity() -> dict[str, Schema]:
    return {
        "id": text("The model’s reference, which never changes.", "MOD-7F3K-2M"),
        "name": text("Its name.", "Harbor Readers"),
        "provider": thing(
            "Who offers it.",
            name=text("Its name.", "Harbor Learning"),
            url=maybe(address("Its page.", "/providers/harbor-learning/")),
        ),
        "summary": text("What it is, in a sentence or two.", "Small groups read aloud with a trained tutor."),
        "standing": one_of("Whether the approval counts now.", BY_KEY["standing"].labels),
        "is_illustrative": flag("Listed from public research: nobody offers it here, and no one decided its tier."),
        "url": address("This model in the API.", "/api/v1/models/MOD-7F3K-2M"),
        "page": address("Its page for people.", MODEL_PATH),
    }


def _price() -> Schema:
    return thing(
        "The list price.",
        unit=maybe(one_of("What it is for.", dict(PriceUnit.choices))),
        low_cents=maybe(whole("The lowest, in cents.", 18000)),
        high_cents=maybe(whole("The highest, in cents.", 24000)),
        words=text("The same in words; empty where none is on record.", "$180 to $240 a student, each year"),
    )


def _effect() -> Schema:
    return maybe(
        thing(
            "The pooled effect of the outcome that is spoken of first, as Hedges’ g.",
            g=number("The effect.", 0.2),
            low=maybe(number("Lower end of its 95% interval.", 0.07)),
            high=maybe(number("Upper end of its 95% interval.", 0.33)),
        )
    )


def _hit() -> Schema:
    return thing(
        "A model as a search shows it.",
        **_identity(),
        **_lists(CatalogEntry),
        tier=_tier("The tier it is or was approved in; of a listing from research, the one its evidence carries."),
        evidence_tier=_tier("The tier that its evidence carries."),
        approved_to=maybe(day("The last day of its approval.", "2030-01-31")),
        price=_price(),
        effect=_effect(),
        evidence=text("Its evidence in a line.", "Average effect 0.20 in 4 studies"),
    )


def _facet() -> Schema:
    return thing(
        "A facet, with the values that anything has.",
        key=text("The parameter that chooses it.", "subject"),
        title=text("Its title.", "Subject"),
        values=many(
            "Its values.",
            thing(
                "A value.",
                value=text("Its code.", "reading"),
                label=text("Its words.", "Reading"),
                count=whole("How many models it would show, this facet’s own choice aside.", 12, minimum=0),
                is_chosen=flag("Whether it is chosen."),
            ),
        ),
    )


def search_answer() -> Schema:
    """What a search answers."""
    return thing(
        "A part of a result.",
        total=whole("How many models were found.", 12, minimum=0),
        whole=whole("How many of them hold every word; the others hold most.", 12, minimum=0),
        models=many("This part, in order.", _hit()),
        facets=many("Every facet.", _facet()),
        reading=thing(
            "How the words were read.",
            looked_for=many("What was looked for.", text("A word or phrase.", "reading")),
            corrections=many(
                "Words that no model uses, and what was searched in their place.",
                thing("One.", typed=text("As typed.", "readng"), used=many("Searched.", text("A word.", "reading"))),
            ),
            unknown=many(
                "Words that no model uses, with a near spelling where there is one.",
                thing("One.", word=text("As typed.", "zzz"), near=maybe(text("Near it.", "jazz"))),
            ),
            notes=many("The same in sentences.", text("One.", "No model uses “readng”. We searched for “reading”.")),
        ),
        suggestions=many(
            "Where nothing was found: searches that find something.",
            thing("One.", words=text("What is different.", "Drop subject “Writing”: 3 models"), url=_search_url()),
        ),
        engine=thing(
            "Who answered.",
            is_stand_in=flag(
                "The usual engine is away, and the database stood in. Answers are the same but for order."
            ),
        ),
        links=thing(
            "Where to go on.",
            self=_search_url("This part."),
            next=maybe(_search_url("The next part.")),
            page=address("The same search for people.", "/models/?q=reading"),
            description=address("What all this means.", "/api/docs"),
        ),
    )


def _search_url(words: str = "Its address.") -> Schema:
    return address(words, "/api/v1/models?q=reading")


def model_answer() -> Schema:
    """What one model answers."""
    described = {name: text(words, words) for name, words in DESCRIPTION.items()}
    return thing(
        "A model.",
        **_identity(),
        tier=_tier("The tier it is or was approved in; of a listing from research, the one its evidence carries."),
        approval=maybe(
            thing(
                "The approval in force.",
                tier=_tier("Its tier."),
                starts_on=day("Its first day."),
                last_day=day("Its last day, as far as is public.", "2030-01-31"),
                covers=many("Subjects and grades.", text("One.", "Reading, kindergarten to grade 3")),
                conditions=text("What it asks for; empty: nothing.", ""),
                decision=text("The reference of the decision.", "DET-4K7M-9Q"),
                decision_url=address("Letter and reasons.", "/registers/determinations/DET-4K7M-9Q/"),
            )
        ),
        description=thing(
            "The description in force, in the provider’s words. Empty: not stated.",
            version=whole("The number of this description.", 2, minimum=1),
            **described,
            **_lists(ModelVersion),
        ),
        evidence=_evidence(),
        prices=_prices(),
        data_elements=many(
            "All the student data that it collects, and why.",
            thing(
                "One.",
                element=text("What.", "Name and class"),
                category=text("Its kind.", "Identity"),
                purpose=text("What for.", "To show each learner’s work to the teacher."),
                necessity=one_of("Whether a district may refuse it.", dict(Necessity.choices)),
            ),
        ),
        pilots=many("Pilots that have begun.", _pilot()),
        links=thing(
            "Where to read on.",
            self=address("This model.", "/api/v1/models/MOD-7F3K-2M"),
            page=address("Its page for people.", MODEL_PATH),
            history=address("What happened to it.", "/api/v1/models/MOD-7F3K-2M/history"),
            description=address("What all this means.", "/api/docs"),
        ),
    )


def history_answer() -> Schema:
    """What the history of one model answers."""
    moment = thing(
        "One moment.",
        at=instant("When."),
        words=text("What happened.", "Approved, promising"),
        url=maybe(address("The record of it.", "/registers/determinations/DET-4K7M-9Q/")),
    )
    return thing(
        "The history of a model.",
        id=text("The model’s reference.", "MOD-7F3K-2M"),
        name=text("Its name.", "Harbor Readers"),
        history=many("Decisions, suspensions, versions, pilots and outcomes, newest first.", moment),
        links=thing(
            "Where to read on.",
            self=address("This history.", "/api/v1/models/MOD-7F3K-2M/history"),
            model=address("The model.", "/api/v1/models/MOD-7F3K-2M"),
            page=address("The same for people.", f"{MODEL_PATH}history/"),
        ),
    )


def _evidence() -> Schema:
    return thing(
        "What is known of its effects.",
        tier=_tier("The tier that the evidence carries."),
        words=text("In a sentence.", "Students who used it read better than similar students who did not."),
        studies=text("How many studies; empty: none.", "4 studies count towards the effect."),
        studies_count=whole("Studies on record.", 4, minimum=0),
        effect=_effect(),
        outcomes=many(
            "Each kind of outcome.",
            thing(
                "One.",
                title=text("What was measured.", "Literacy"),
                sentence=text("What was found.", "Students read better."),
                statistics=text("The same in numbers.", "g 0.20 (0.07 to 0.33)"),
            ),
        ),
        why=many("What carries the tier.", text("One condition.", "A randomized study meets standards.")),
        missing=many("What a higher tier would need.", text("One condition.", "A second independent study.")),
    )


def _prices() -> Schema:
    paid = thing(
        "The range that districts paid for a student; from two contracts on.",
        low_cents=whole("The lowest, in cents.", 17500, minimum=0),
        high_cents=whole("The highest, in cents.", 22000, minimum=0),
    )
    cost = thing(
        "One thing that a district pays for.",
        what=text("What.", "Training for tutors"),
        timing=one_of("Once, or again.", dict(CostTiming.choices)),
        cents=whole("How much, in cents.", 50000, minimum=0),
        unit=one_of("For each what.", dict(CostUnit.choices)),
        note=text("What it depends on.", ""),
    )
    return thing("What it costs.", list=_price(), paid=maybe(paid), costs=many("Everything, to whomever.", cost))


def _pilot() -> Schema:
    return thing(
        "One pilot.",
        district=text("Where.", "Larkspur School District"),
        starts_on=day("Its first day."),
        ends_on=day("Its last day.", "2027-06-11"),
        students_count=whole("How many students.", 120, minimum=0),
        total_cents=whole("The contract’s total, in cents.", 2400000, minimum=0),
        state=text("Where it stands.", "Active"),
        verdict=maybe(one_of("What the contract’s rule said, once the outcome is public.", VERDICTS)),
        url=address("Its page.", "/pilots/PIL-2K4N-8R/"),
        outcome_url=maybe(address("Its outcome.", "/outcomes/OUT-3M5P-7T/")),
    )
