"""Which tier scores carry, and the ceiling of a decision."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.designations.eligibility import carried_by_scores, ceiling, weighted_percent
from procurement.policy.schema import TIERS, PolicyBody
from procurement.policy.shipped import shipped_policy

POLICY = PolicyBody.from_json(shipped_policy())
KEYS = [criterion.key for criterion in POLICY.criteria]


def reach(**changes: int):
    scores = dict.fromkeys(KEYS, 3) | changes
    return carried_by_scores(scores=scores, criteria=POLICY.criteria, tiers=POLICY.tiers)


def test_threes_carry_effective():
    found = reach()
    assert (found.tier, found.weighted_percent) == ("effective", Decimal("75.0"))


def test_the_gate_alone_decides():
    found = reach(learning_model=1, design=4, evidence=4)
    assert found.tier is None
    assert all("learning model" in test.unmet[0] for test in found.tests)


def test_a_low_score_on_evidence_still_carries_early_stage():
    found = reach(evidence=1)
    assert found.tier == "early_stage"
    assert found.tests[1].unmet == (
        "Evidence and evaluation plan has 1; promising needs 2.",
        "The weighted total is 62.5%; promising needs 65%.",
    )


def test_one_criterion_below_two_carries_nothing():
    assert reach(privacy=1).tier is None


def test_the_total_holds_back():
    twos = dict.fromkeys(KEYS, 2)
    found = carried_by_scores(scores=twos, criteria=POLICY.criteria, tiers=POLICY.tiers)
    assert (found.tier, found.weighted_percent) == (None, Decimal("50.0"))


@given(st.fixed_dictionaries({key: st.integers(0, 4) for key in KEYS}), st.sampled_from(KEYS))
def test_a_better_score_never_lowers_the_tier(scores, key):
    rank = lambda tier: -1 if tier is None else TIERS.index(tier)  # noqa: E731
    before = carried_by_scores(scores=scores, criteria=POLICY.criteria, tiers=POLICY.tiers).tier
    better = scores | {key: min(scores[key] + 1, 4)}
    assert rank(carried_by_scores(scores=better, criteria=POLICY.criteria, tiers=POLICY.tiers).tier) >= rank(before)


def test_a_missing_score_is_an_error():
    with pytest.raises(KeyError):
        weighted_percent(scores={}, criteria=POLICY.criteria)


@pytest.mark.parametrize(
    ("asked", "scores", "evidence", "tier"),
    [
        ("effective", "effective", "effective", "effective"),
        ("promising", "effective", "effective", "promising"),
        ("effective", "promising", "effective", "promising"),
        ("effective", "effective", "early_stage", "early_stage"),
        ("effective", None, "effective", None),
        ("effective", "effective", None, None),
    ],
)
def test_the_lowest_holds(asked, scores, evidence, tier):
    assert ceiling(asked=asked, by_scores=scores, by_evidence=evidence, tiers=POLICY.tiers).tier == tier


def test_a_tier_review_stands_on_evidence_alone():
    found = ceiling(asked=None, by_scores=None, by_evidence="promising", tiers=POLICY.tiers, has_panel=False)
    assert found.allows("early_stage")
    assert found.allows("promising")
    assert not found.allows("effective")
    assert found.reasons == ("What the evidence carries is promising.",)


def test_what_does_not_apply_asks_for_nothing_and_leaves_the_weights_to_the_rest():
    found = reach(privacy=None)
    assert (found.tier, found.weighted_percent) == ("effective", Decimal("75.0"))
    assert weighted_percent(scores=dict.fromkeys(KEYS), criteria=POLICY.criteria) == Decimal("0.0")
