"""Which tier is within reach by plain answers."""

from dataclasses import replace

import pytest

from marketplace.evidence.rules import EvidenceRules
from procurement.tiercheck.reach import Answers, reach

RULES = EvidenceRules()
STRONG = Answers(
    kind="model", use="several", study="compared", result="gain", is_alike=True, tests="both", is_large=True,
    is_independent=True,
)  # fmt: skip


def test_an_independent_study_of_many_in_several_places_reaches_effective():
    found = reach(STRONG, RULES)
    assert (found.tier, found.missing) == ("effective", ())


@pytest.mark.parametrize("change", [{"is_large": False}, {"is_independent": False}, {"use": "one"}])
def test_without_one_of_these_it_is_promising_and_says_what_is_missing(change):
    found = reach(replace(STRONG, **change), RULES)
    assert (found.tier, found.next_tier, len(found.missing)) == ("promising", "effective", 1)


@pytest.mark.parametrize(
    "change", [{"result": "unsure"}, {"result": "loss"}, {"is_alike": False}, {"tests": "one_kind"}, {"tests": "own"}]
)
def test_a_study_that_does_not_carry_is_early_stage_and_says_what_is_missing(change):
    found = reach(replace(STRONG, **change), RULES)
    assert (found.tier, found.next_tier, len(found.missing)) == ("early_stage", "promising", 1)


def test_a_lottery_makes_groups_alike():
    assert reach(replace(STRONG, study="lottery", is_alike=False), RULES).tier == "effective"


@pytest.mark.parametrize("study", ["none", "before_after"])
def test_without_a_comparison_it_is_early_stage(study):
    found = reach(Answers(kind="model", use="nowhere", study=study), RULES)
    assert found.tier == "early_stage"
    assert "pilot" in found.missing[0]


def test_a_tool_by_itself_reaches_nothing():
    found = reach(replace(STRONG, kind="tool"), RULES)
    assert (found.tier, found.next_tier) == ("", "")


def test_the_policy_gives_the_numbers():
    found = reach(replace(STRONG, is_large=False), EvidenceRules(large_sample_min=400, sites_min=3))
    assert "400 students in 3 or more sites" in found.missing[0]
