"""How far an application has come, section by section."""

from datetime import date
from decimal import Decimal

import pytest

from procurement.applicationforms.reading import read_form
from procurement.applicationforms.shipped import shipped_form
from procurement.applications.completeness import Goal, ModelFacts, standings
from tests.factories.applications import answer_of

FORM = read_form(shipped_form())
READY = ModelFacts()
TODAY = date(2027, 3, 1)
GOAL = Goal(1, "Better readers", "State test", Decimal("0.15"), date(2028, 6, 1))
FULL = {section.key: {q.key: answer_of(q) for q in section.questions} for section in FORM.sections}


def standing(key, *, answers=FULL, goals=(GOAL,), model=READY, tier="effective"):
    found = standings(form=FORM, answers=answers, tier=tier, goals=goals, model=model, today=TODAY)
    return next(each for each in found if each.section.key == key)


def test_a_full_application_is_complete():
    assert all(standing(section.key).is_complete for section in FORM.sections)


def test_nothing_typed_is_not_started():
    assert standing("price", answers={}).words == "Not started"


def test_something_missing_is_in_progress():
    found = standing("price", answers={"price": {"price_small": "900"}})
    assert (found.kind, found.wrong) == ("half", ())


def test_something_wrong_needs_attention():
    found = standing("price", answers={"price": {"price_small": "lots"}})
    assert (found.kind, found.wrong) == ("late", ("price_small",))


def test_a_weaker_tier_needs_less():
    answers = FULL | {"references": FULL["references"] | {"second_school": ""}}
    assert standing("references", answers=answers, tier="early_stage").is_complete
    assert not standing("references", answers=answers, tier="promising").is_complete


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (Goal(1, " ", "m", Decimal(1), date(2028, 1, 1)), "what the goal is"),
        (Goal(1, "g", "", Decimal(1), date(2028, 1, 1)), "measure"),
        (Goal(1, "g", "m", None, date(2028, 1, 1)), "target"),
        (Goal(1, "g", "m", Decimal(1), None), "by when"),
        (Goal(1, "g", "m", Decimal(1), TODAY), "lies ahead"),
    ],
)
def test_a_goal_is_whole_before_it_is_sent(goal, said):
    assert said in standing("commitments", goals=(goal,)).notes[0]


def test_at_least_one_goal():
    assert standing("commitments", goals=()).notes == ("Add at least one goal.",)


@pytest.mark.parametrize(
    ("model", "key"),
    [
        (ModelFacts(missing_sections=("What it costs",)), "model"),
        (ModelFacts(fits_round=False), "students"),
        (ModelFacts(has_data_elements=False), "data"),
    ],
)
def test_what_the_models_page_lacks_holds_its_section_back(model, key):
    assert not standing(key, model=model).is_complete
