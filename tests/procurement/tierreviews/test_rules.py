"""What opens a review and what the dossier's grounds recommend: up, keep or down, each with its reasons."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.tierreviews.recommendation import (
    DOWN,
    KEEP,
    MET,
    MISSED,
    NO_RESULT,
    NOT_DUE,
    UP,
    Grounds,
    direction_of,
    recommend,
    standing_of,
)
from procurement.tierreviews.triggers import TIERS, OutcomeFacts, outcome_trigger, term_trigger

ENDS = date(2027, 7, 1)


@pytest.mark.parametrize(
    ("today", "opens"),
    [
        (date(2027, 3, 2), False),
        (date(2027, 3, 3), True),
        (date(2027, 7, 1), True),
        (date(2027, 7, 20), True),
    ],
)
def test_a_term_opens_a_review_from_the_policys_day_on(today, opens):
    trigger = term_trigger(ends_on=ENDS, today=today, opens_before_days=120)
    assert bool(trigger) is opens
    assert not opens or trigger.reason == "The term ends on 1 July 2027."


NAMES = {"early_stage": "early stage", "promising": "promising", "effective": "effective"}


def grounds(*what):
    """What a dossier comes to, with the shipped names."""
    return Grounds(*what, names=NAMES)


def look(verdict="extend", upper=(0.3,), tier="promising", evidence="promising"):
    facts = OutcomeFacts("OUT-1", verdict, upper)
    return outcome_trigger(outcome=facts, tier=tier, evidence_tier=evidence, names=NAMES)


def test_an_ordinary_outcome_opens_nothing():
    assert look() is None
    assert look(upper=()) is None


def test_an_insufficient_outcome_opens_a_review():
    assert "did not reach" in look(verdict="stop").reason
    assert "very small effect" in look(upper=(0.02, 0.04)).reason
    assert look(upper=(0.02, 0.4)) is None


def test_evidence_for_another_tier_opens_a_review():
    assert "above promising" in look(evidence="effective").reason
    assert "below promising" in look(evidence="early_stage").reason


def test_up_needs_the_evidence_and_nothing_against():
    assert recommend(grounds("early_stage", "promising")).direction == UP
    assert recommend(grounds("early_stage", "effective")).tier == "effective"
    assert recommend(grounds("early_stage", "promising", ["stop"])).direction == KEEP


def test_keep_says_why():
    found = recommend(grounds("promising", "promising", ["expand", "extend"], [MET, NOT_DUE]))
    assert (found.direction, found.tier) == (KEEP, "promising")
    assert found.reasons == (
        "The evidence carries promising, as before.",
        "1 of 2 outcomes reached all that the contract asked for.",
        "1 of 2 commitments is met.",
    )


def test_down_to_what_the_evidence_carries():
    found = recommend(grounds("effective", "early_stage"))
    assert (found.direction, found.tier) == (DOWN, "early_stage")


def test_most_outcomes_or_commitments_missed_is_one_step_down():
    assert recommend(grounds("effective", "effective", ["stop", "stop", "expand"])).tier == "promising"
    assert recommend(grounds("effective", "effective", [], [MISSED, MISSED, MET])).tier == "promising"
    assert recommend(grounds("effective", "effective", ["stop", "expand"], [MISSED, MET, NO_RESULT])).direction == KEEP


def test_the_lowest_tier_is_kept_and_the_reasons_said():
    found = recommend(grounds("early_stage", "early_stage", ["stop"]))
    assert found.direction == KEEP
    assert "lowest tier" in found.reasons[-1]


verdicts = st.lists(st.sampled_from(["expand", "extend", "stop", "cannot_decide"]), max_size=5)
standings = st.lists(st.sampled_from([MET, MISSED, NO_RESULT, NOT_DUE]), max_size=5)


@given(st.sampled_from(TIERS), st.sampled_from(TIERS), verdicts, standings)
def test_never_above_the_evidence_and_always_with_a_reason(tier, evidence, outcomes, commitments):
    found = recommend(grounds(tier, evidence, outcomes, commitments))
    assert TIERS.index(found.tier) <= TIERS.index(evidence)
    assert found.direction == direction_of(current=tier, proposed=found.tier)
    assert found.reasons


@pytest.mark.parametrize(
    ("target", "values", "due", "expected"),
    [
        ("0.10", ["0.05", "0.12"], date(2027, 1, 1), MET),
        ("0.10", ["0.10"], None, MET),
        ("0.10", ["0.05"], date(2027, 1, 1), MISSED),
        ("0.10", ["0.05"], date(2028, 1, 1), NOT_DUE),
        ("0.10", [], date(2027, 1, 1), NO_RESULT),
        ("0.10", [], None, NOT_DUE),
        (None, ["0.5"], date(2027, 1, 1), NO_RESULT),
    ],
)
def test_how_a_commitment_stands(target, values, due, expected):
    found = standing_of(
        target=Decimal(target) if target else None, values=[Decimal(value) for value in values], due_on=due,
        today=date(2027, 6, 1),
    )  # fmt: skip
    assert found == expected
