"""How far studies speak to what a round invites: subject and grades, settings, independence, losses."""

import pytest

from marketplace.evidence.assessment import assess
from marketplace.evidence.overlap import overlap_facts
from tests.factories.evidence import make_finding, make_study
from tests.factories.products import make_model

pytestmark = pytest.mark.django_db
READING, MATH = ("reading", "K-3"), ("mathematics", "3-6")


def facts(model, *asked):
    return dict(map(tuple, overlap_facts(assess(model=model), asked)))


def test_each_pair_asked_for_is_answered():
    model = make_model()
    make_finding(study=make_study(model=model, label="Okoro, 2024"))
    make_finding(study=make_study(model=model, label="Hale, 2025", locales=["city"]), grade_band="3-6")
    found = facts(model, READING, ("reading", "6-9"), MATH, READING)
    assert found["Studied in reading, kindergarten to grade 3"] == "Okoro, 2024"
    near = found["Studied in reading, grades 6 to 9"]
    assert near == "Not these grades. The subject in other or several grades: Okoro, 2024; Hale, 2025"
    assert found["Studied in mathematics, grades 3 to 6"] == "No study with a comparison"
    assert found["Settings studied"] == "2 districts; city, rural"
    assert len(found) == 6


def test_independence_and_losses_are_named():
    model = make_model()
    make_finding(study=make_study(model=model, label="Okoro, 2024"))
    loss = make_finding(study=make_study(model=model, label="Hale, 2025", authors=False), mean_i=205, mean_c=211)
    found = facts(model, READING)
    assert found["Run independently"] == "1 of 2 studies with a comparison"
    assert found["Significant losses"] == f"Hale, 2025, {loss.measure.name}"


def test_growth_without_a_comparison_speaks_to_nothing():
    model = make_model()
    make_finding(
        study=make_study(model=model, design="pre_post"),
        **dict.fromkeys(("assigned_i", "assigned_c", "n_c", "mean_c", "sd_c", "pre_mean_c", "pre_sd_c")),
    )
    assert facts(model, READING) == {"Studied in reading, kindergarten to grade 3": "No study with a comparison"}
