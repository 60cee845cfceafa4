"""Questions as data: what each kind accepts and how it says no."""

import copy
from datetime import date

import pytest

from procurement.applicationforms.questions import FormError
from procurement.applicationforms.reading import read_form
from procurement.applicationforms.shipped import shipped_form
from procurement.policy.schema import TIERS, PolicyBody
from procurement.policy.shipped import shipped_policy

TODAY = date(2027, 3, 4)
FORM = read_form(shipped_form())


def question(kind, **more):
    raw = {"key": "q", "kind": kind, "label": "Q", "required_for": ["promising"], **more}
    section = {"key": "s", "title": "S", "group": "G", "questions": [raw]}
    return read_form({"sections": [section]}).sections[0].questions[0]


@pytest.mark.parametrize(
    ("kind", "more", "typed", "said"),
    [
        ("text", {"words_max": 2}, "one two three", "3 words"),
        ("text", {}, "x" * 20_001, "20,000 characters"),
        ("number", {}, "many", "“many”"),
        ("number", {"low": 1}, "0", "1 or more"),
        ("number", {"high": 72}, "73", "72 or less"),
        ("number", {}, "NaN", "number"),
        ("number", {}, "1e999999", "number"),
        ("number", {}, "1e-999999", "number"),
        ("number", {}, "0e999999", "number"),
        ("money", {}, "12.345", "dollars and cents"),
        ("money", {}, "-1", "zero or more"),
        ("choice", {"choices": [["a", "A"]]}, "b", "listed"),
        ("choices", {"choices": [["a", "A"]]}, ["a", "b"], "listed"),
        ("choices", {"choices": [["a", "A"]]}, "a", "listed"),
        ("date", {}, "4 March", "year-month-day"),
        ("date", {}, "1800-01-01", "after 1990"),
        (
            "date",
            {"not_after": "today"},
            "2027-03-05",
            "Enter a day up to 4 March 2027.",
        ),
        ("attestation", {}, "on", "Tick"),
    ],
)
def test_a_bad_answer_says_what_would_be_accepted(kind, more, typed, said):
    assert said in question(kind, **more).fault(typed, "early_stage", today=TODAY)


@pytest.mark.parametrize(
    ("kind", "more", "typed", "cleaned"),
    [
        ("text", {}, "  words ", "words"),
        ("number", {}, "1,200", "1200"),
        ("money", {}, "$1,250.50", 125_050),
        ("choice", {"choices": [["a", "A"]]}, "a", "a"),
        ("choices", {"choices": [["a", "A"], ["b", "B"]]}, ["b", "a"], ["a", "b"]),
        ("date", {}, "2027-03-04", "2027-03-04"),
        ("date", {"not_after": "today"}, "2027-03-04", "2027-03-04"),
        ("attestation", {}, True, True),
        ("text", {}, "", None),
    ],
)
def test_a_good_answer_becomes_a_value_without_floats(kind, more, typed, cleaned):
    asked = question(kind, **more)
    assert asked.fault(typed, "early_stage", today=TODAY) == ""
    assert asked.cleaned(typed) == cleaned


@pytest.mark.parametrize(
    ("kind", "more", "typed", "shown"),
    [
        ("date", {}, "2027-03-04", "4 March 2027"),
        ("date", {}, "in March", "in March"),
        ("money", {}, "21000", "$21,000"),
        ("money", {}, "1250.5", "$1,250.50"),
        ("number", {"unit": "minutes a week"}, "1200", "1,200 minutes a week"),
        ("number", {}, "many", "many"),
        ("attestation", {}, True, "Yes"),
    ],
)
def test_an_answer_is_read_back_in_words(kind, more, typed, shown):
    assert question(kind, **more).shown(typed) == shown


def test_what_is_needed_depends_on_the_tier():
    asked = question("text")
    assert asked.fault("", "early_stage", today=TODAY) == ""
    assert asked.fault("", "promising", today=TODAY) == "Write an answer."


@pytest.mark.parametrize(
    "breaking",
    [
        lambda form: form["sections"].clear(),
        lambda form: form["sections"][0].pop("title"),
        lambda form: form["sections"][0].update(panel="radio"),
        lambda form: form["sections"][1].update(key=form["sections"][0]["key"]),
        lambda form: form["sections"][0]["questions"][0].update(kind="essay"),
        lambda form: form["sections"][0]["questions"][0].update(not_after="today"),
        lambda form: form["sections"][7]["questions"][1].update(not_after="yesterday"),
        lambda form: form["sections"][0]["questions"][0].update(choices=[["a", "A"]]),
        lambda form: form["sections"][0]["questions"][1].update(key=form["sections"][0]["questions"][0]["key"]),
    ],
)
def test_a_form_that_makes_no_sense_is_refused(breaking):
    form = copy.deepcopy(shipped_form())
    breaking(form)
    with pytest.raises(FormError):
        read_form(form)


def test_the_shipped_form_speaks_to_every_criterion_and_knows_the_tiers():
    spoken = {criterion for section in FORM.sections for criterion in section.criteria}
    assert spoken == {criterion.key for criterion in PolicyBody.from_json(shipped_policy()).criteria}
    assert {tier for s in FORM.sections for q in s.questions for tier in q.required_for} <= set(TIERS)
    assert len(FORM.sections) == 9
    assert [q.key for s in FORM.sections for q in s.questions if q.not_after] == ["checked_on"]
