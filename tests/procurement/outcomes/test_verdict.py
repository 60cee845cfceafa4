"""The contract's rule, applied: expand if all is met, else extend if all is met, else stop; missing cannot decide."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.outcomes.verdict import (
    CANNOT_DECIDE,
    EXPAND,
    EXTEND,
    STOP,
    Condition,
    DecisionRule,
    UnreadableRule,
    condition_words,
    decide,
    read_rule,
)

GAIN = {"measure": "reading", "statistic": "g", "comparator": ">=", "threshold": "0.10"}
MINUTES = {"measure": "minutes", "statistic": "percent_meeting", "comparator": "ge", "threshold": "75"}
SOME = {"measure": "reading", "statistic": "g", "comparator": "gt", "threshold": "0"}
RULE = read_rule({"expand": [GAIN, MINUTES], "extend": [SOME]})


def verdict(gain, minutes="80"):
    values = {("reading", "g"): gain, ("minutes", "percent_meeting"): minutes}
    return decide(RULE, {key: None if value is None else Decimal(value) for key, value in values.items()})


def test_all_met_is_expand_and_nothing_more_is_asked():
    assert verdict("0.10").outcome == EXPAND
    assert verdict("0.10").meets_rule


def test_one_of_two_is_not_expand():
    assert verdict("0.30", "74.9").outcome == EXTEND
    assert not verdict("0.30", "74.9").meets_rule


def test_neither_is_stop():
    assert verdict("0").outcome == STOP
    assert verdict("-0.2", "100").outcome == STOP


@pytest.mark.parametrize(("gain", "minutes"), [(None, "80"), ("0.3", None), ("NaN", "80"), ("0.3", "Infinity")])
def test_a_missing_value_cannot_decide(gain, minutes):
    assert verdict(gain, minutes).outcome == CANNOT_DECIDE


def test_no_extend_list_means_stop():
    rule = read_rule({"expand": [GAIN]})
    assert decide(rule, {("reading", "g"): Decimal("0.09")}).outcome == STOP


@pytest.mark.parametrize(
    ("comparator", "below", "on", "above"),
    [("ge", False, True, True), ("gt", False, False, True), ("le", True, True, False), ("lt", True, False, False)],
)
def test_each_comparator_at_its_edge(comparator, below, on, above):
    condition = Condition("m", "g", comparator, Decimal("0.10"))
    met = [condition.is_met_by(Decimal(value)) for value in ("0.0999", "0.1", "0.1001")]
    assert met == [below, on, above]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"statistic": "vibes"}, "vibes"),
        ({"comparator": "~"}, "~"),
        ({"threshold": "lots"}, "lots"),
    ],
)
def test_what_cannot_be_read_is_named(change, says):
    with pytest.raises(UnreadableRule, match=says):
        read_rule({"expand": [{**GAIN, **change}]})


def test_a_rule_without_expand_is_refused():
    with pytest.raises(UnreadableRule, match="expand"):
        read_rule({"expand": [], "extend": [SOME]})


def test_conditions_are_said_in_words():
    words = condition_words(RULE.expand[0], {"reading": "DIBELS 8"})
    assert words == "the effect size on DIBELS 8 is at least 0.10"


@given(
    st.lists(st.tuples(st.sampled_from(["ge", "gt", "le", "lt"]), st.integers(-3, 3)), min_size=1, max_size=3),
    st.integers(-4, 4),
)
def test_expand_exactly_when_every_condition_holds(conditions, value):
    rule = DecisionRule(tuple(Condition("m", "g", how, Decimal(mark)) for how, mark in conditions))
    compare = {"ge": value.__ge__, "gt": value.__gt__, "le": value.__le__, "lt": value.__lt__}
    expected = EXPAND if all(compare[how](mark) for how, mark in conditions) else STOP
    assert decide(rule, {("m", "g"): Decimal(value)}).outcome == expected
