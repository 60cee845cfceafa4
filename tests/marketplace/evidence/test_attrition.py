"""Both boundary tables, in exact fractions (Pilotage rules 2.3, G9)."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.evidence.attrition import BOUNDARIES, CAUTIOUS, OPTIMISTIC, attrition, boundary_at, judge


def test_the_tables_have_their_length_and_ends():
    assert len(BOUNDARIES[CAUTIOUS]) == 58
    assert len(BOUNDARIES[OPTIMISTIC]) == 66
    assert BOUNDARIES[CAUTIOUS][57] == 0
    assert BOUNDARIES[OPTIMISTIC][65] == Fraction("0.3")


def test_g9_published_cases():
    assert judge(Fraction("0.08"), Fraction("0.03"), boundary=CAUTIOUS).is_low
    assert not judge(Fraction("0.30"), Fraction("0.06"), boundary=CAUTIOUS).is_low
    assert judge(Fraction("0.30"), Fraction("0.06"), boundary=OPTIMISTIC).is_low


def test_on_the_boundary_is_low_and_a_hair_above_is_not():
    assert judge(Fraction("0.10"), Fraction("0.063")).is_low
    assert not judge(Fraction("0.10"), Fraction("0.063") + Fraction(1, 10**9)).is_low


def test_between_whole_percents_the_stricter_neighbor_counts():
    assert boundary_at(Fraction("0.005")) == Fraction("5.7")
    assert boundary_at(Fraction("0.105")) == Fraction("6.2")
    assert boundary_at(Fraction("0.065")) == Fraction("6.2")


@pytest.mark.parametrize(("overall", "boundary"), [("0.571", CAUTIOUS), ("0.58", CAUTIOUS), ("0.651", OPTIMISTIC)])
def test_past_the_table_is_always_high(overall, boundary):
    verdict = judge(Fraction(overall), Fraction(0), boundary=boundary)
    assert not verdict.is_low
    assert verdict.allowed_tenths is None


def test_at_the_end_of_the_cautious_table_only_no_difference_is_low():
    assert judge(Fraction("0.57"), Fraction(0)).is_low
    assert not judge(Fraction("0.57"), Fraction(1, 1000)).is_low


def test_from_counts():
    verdict = attrition(assigned_i=100, assigned_c=100, analyzed_i=90, analyzed_c=94)
    assert (verdict.overall, verdict.differential) == (Fraction(8, 100), Fraction(4, 100))
    assert verdict.is_low
    assert "8.0% of students" in verdict.reason


def test_counts_exactly_on_the_boundary_are_low_whatever_floats_say():
    verdict = attrition(assigned_i=500, assigned_c=500, analyzed_i=500 - 35, analyzed_c=500 - 5)
    assert (verdict.overall, verdict.differential) == (Fraction(4, 100), Fraction(6, 100))
    assert abs(35 / 500 - 5 / 500) * 100 > 6.0
    assert verdict.is_low


@pytest.mark.parametrize("counts", [(0, 5, 0, 5), (5, 5, 6, 5), (5, 5, -1, 5)])
def test_impossible_counts_are_refused(counts):
    names = ("assigned_i", "assigned_c", "analyzed_i", "analyzed_c")
    with pytest.raises(ValueError, match="not possible"):
        attrition(**dict(zip(names, counts, strict=True)))


@given(overall=st.fractions(0, 1), differential=st.fractions(0, 1))
def test_optimistic_is_never_stricter(overall, differential):
    if judge(overall, differential, boundary=CAUTIOUS).is_low:
        assert judge(overall, differential, boundary=OPTIMISTIC).is_low
