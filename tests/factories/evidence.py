"""Measures, studies and findings for tests, made by calling services as their provider's author."""

from decimal import Decimal
from itertools import count

from marketplace.evidence import services
from tests.factories import AT
from tests.factories.products import author_of, make_model

_numbers = count(1)

STUDY = {
    "label": "",
    "citation": "Okoro, A. (2024). Reading aloud in small groups.",
    "year": 2024,
    "design": "rct",
    "assigned_by": "student",
    "school_count": 4,
    "districts": ["Millbrook Valley", "Fells Grove"],
    "locales": ["rural"],
    "funders": ["Meridian Foundation"],
}
NUMBERS = {
    "statistic": "continuous",
    "subject": "reading",
    "grade_band": "K-3",
    "assigned_i": 205,
    "assigned_c": 205,
    "n_i": 200,
    "n_c": 200,
    "mean_i": Decimal("215"),
    "mean_c": Decimal("211"),
    "sd_i": Decimal("14"),
    "sd_c": Decimal("15"),
    "pre_mean_i": Decimal("202.2"),
    "pre_mean_c": Decimal("202"),
    "pre_sd_i": Decimal("13"),
    "pre_sd_c": Decimal("13.5"),
}


def make_measure(
    *, name="", owner="state", kind="summative", domain="general literacy", validated=True, at=AT, **values
):
    """A measure of the registry: a validated state test unless asked otherwise."""
    name = name or f"Meridian State Assessment, reading {next(_numbers)}"
    given = {"name": name, "owner": owner, "kind": kind, "domain": domain, **values}
    return services.register_measure(values=given, actor=None, at=at, is_validated=validated)


def make_study(*, model=None, authors=True, at=AT, **values):
    """A study by independent people (declared, unless asked otherwise): randomized by student, in two districts."""
    model = model or make_model()
    actor = author_of(model.provider)
    given = {**STUDY, **values}
    given["label"] = given["label"] or f"Okoro, 2024, study {next(_numbers)}"
    study = services.add_study(model=model, values=given, actor=actor, at=at)
    if authors:
        services.add_author(study=study, name="A. Okoro", employer="Fells University", actor=actor, at=at)
    return study


def make_finding(*, study=None, measure=None, at=AT, **values):
    """A significant gain on a validated state test, 200 students in each group, alike at the start."""
    study = study or make_study(at=at)
    measure = measure or make_measure(at=at)
    numbers = {name: value for name, value in {**NUMBERS, **values}.items() if value is not None}
    return services.add_finding(
        study=study,
        values={"measure": measure, "domain": measure.domain, **numbers},
        actor=author_of(study.model.provider),
        at=at,
    )


def make_rationale(*, model=None, at=AT):
    """The whole package of an early-stage model."""
    model = model or make_model()
    return services.save_rationale(
        model=model,
        edition=0,
        values={
            "logic_model": "Reading aloud daily with feedback builds fluency, which frees attention for meaning.",
            "citations": [f"Author {number} (2020). On reading aloud." for number in range(1, 6)],
            "evaluation_plan": "200 students in 8 classes, assigned by class, on the state test in spring.",
        },
        actor=author_of(model.provider),
        at=at,
    )
