"""A pilot's totals in the evidence slice's hands: its golden values, clusters, growth without a comparison."""

from decimal import Decimal

import pytest

from procurement.outcomes.analysis import ArmTotals, MeasureTerms
from procurement.outcomes.verdict import CANNOT_DECIDE, EXPAND, STOP
from tests.procurement.outcomes.numbers import PASS_RULE, PASSED, READING, analysis, scores, shares


def values(*row, **how):
    return analysis(row, **how)[1].measures[0].values


def test_the_textbook_example_comes_out():
    found = values(READING, scores(50, "103", "5.5"), scores(50, "100", "4.5"))
    assert found["g"] == Decimal("0.5924")
    assert found["improvement_index"] == pytest.approx(Decimal("22.3"), abs=Decimal("0.05"))
    assert found["mean_difference"] == 3


def test_counting_whole_classes_takes_significance_away():
    arms = [scores(200, "103", "10", clusters=10), scores(200, "100", "10", clusters=10)]
    alone = values(READING, *arms)
    counted = values(READING, *arms, is_cluster_assigned=True)
    assert alone["g"] == counted["g"]
    assert alone["p"] < Decimal("0.01") < Decimal("0.1") < counted["p"]


def test_lower_is_better_turns_the_effect_and_not_the_difference():
    absences = MeasureTerms("m1", "Days absent", "continuous", higher_is_better=False)
    found = values(absences, scores(60, "8", "4"), scores(60, "10", "4"))
    assert found["g"] > 0
    assert found["mean_difference"] == -2


def test_a_percentage_is_of_those_with_the_model():
    found = values(PASSED, shares(232, 171), shares(232, 150), rule=PASS_RULE)
    assert found["percent_meeting"] == Decimal("73.7069")
    assert found["mean_difference"] == Decimal("9.0517")


def test_without_a_comparison_there_is_growth_and_no_effect():
    found = values(READING, scores(60, "412", before="380"), ArmTotals(), design="none")
    assert (found["g"], found["p"]) == (None, None)
    assert found["mean_difference"] == 32


def test_the_rule_is_applied_to_what_was_computed():
    good = analysis((READING, scores(120, "420"), scores(120, "405")))[1]
    flat = analysis((READING, scores(120, "405"), scores(120, "405")))[1]
    missing = analysis((READING, ArmTotals(n=120, mean=Decimal(400)), scores(120)))[1]
    assert [item.verdict.outcome for item in (good, flat, missing)] == [EXPAND, STOP, CANNOT_DECIDE]


def test_all_or_none_passing_has_no_effect_but_a_reason():
    found = analysis((PASSED, shares(60, 60), shares(60, 40)), rule=PASS_RULE)[1].measures[0]
    assert found.values["g"] is None
    assert "above 0 and below 1" in found.judged.problem.reason
