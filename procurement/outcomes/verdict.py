"""PURE: the decision that a contract's own rule gives. The rule is data; nobody argues with it afterwards.

`expand` is a list of conditions, all to be met; failing that `extend`; else stop. A value that is missing where
the rule needs it means that the rule cannot decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

EXPAND, EXTEND, STOP, CANNOT_DECIDE = "expand", "extend", "stop", "cannot_decide"
SENTENCES = {
    EXPAND: "The rule says expand: everything it asks for was reached.",
    EXTEND: "The rule says extend: not enough to expand, but enough to go on trying.",
    STOP: "The rule says stop: what it asks for was not reached.",
    CANNOT_DECIDE: "The rule cannot decide, because a number that it needs is missing.",
}

GE, GT, LE, LT = "ge", "gt", "le", "lt"
_COMPARATORS = {GE: GE, GT: GT, LE: LE, LT: LT, ">=": GE, ">": GT, "<=": LE, "<": LT}
COMPARATOR_WORDS = {GE: "at least", GT: "more than", LE: "at most", LT: "less than"}

_STATISTICS = {"difference": "mean_difference"}
STATISTIC_WORDS = {
    "g": "the effect size",
    "p": "the p value",
    "improvement_index": "the improvement index",
    "mean_difference": "the difference between the groups",
    "percent_meeting": "the percentage who met the mark",
    "mean": "the average",
    "minutes": "the average minutes",
}


class UnreadableRule(ValueError):
    """The rule asks for something that is not computed; the text says what."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing to be reached: a statistic of a measure, compared with a threshold in that statistic's unit."""

    measure: str
    statistic: str
    comparator: str
    threshold: Decimal

    def is_met_by(self, value: Decimal) -> bool:
        return {
            GE: value >= self.threshold,
            GT: value > self.threshold,
            LE: value <= self.threshold,
            LT: value < self.threshold,
        }[self.comparator]


@dataclass(frozen=True, slots=True)
class DecisionRule:
    expand: tuple[Condition, ...]
    extend: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Check:
    """A condition with the value it met; `is_met` is None where there is no value."""

    condition: Condition
    value: Decimal | None
    is_met: bool | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rule says, with every condition that was read for it."""

    outcome: str
    sentence: str
    expand: tuple[Check, ...]
    extend: tuple[Check, ...]

    @property
    def meets_rule(self) -> bool:
        """Whether the contingent share is earned."""
        return self.outcome == EXPAND


def read_rule(rule: Mapping[str, Any]) -> DecisionRule:
    """The rule as a contract's body holds it. Raises UnreadableRule naming what cannot be read."""
    expand = tuple(_condition(entry) for entry in rule.get("expand") or ())
    if not expand:
        raise UnreadableRule("The rule does not say what has to be reached to expand.")
    return DecisionRule(expand, tuple(_condition(entry) for entry in rule.get("extend") or ()))


def decide(rule: DecisionRule, values: Mapping[tuple[str, str], Decimal | None]) -> Verdict:
    """Apply the rule to values by (measure key, statistic)."""
    expand = tuple(_check(condition, values) for condition in rule.expand)
    extend = tuple(_check(condition, values) for condition in rule.extend)
    outcome = _outcome(expand, extend)
    return Verdict(outcome, SENTENCES[outcome], expand, extend)


def condition_words(condition: Condition, names: Mapping[str, str]) -> str:
    """`the effect size on DIBELS 8 is at least 0.10`."""
    statistic = STATISTIC_WORDS[condition.statistic]
    unit = "%" if condition.statistic == "percent_meeting" else ""
    name = names.get(condition.measure, condition.measure)
    return f"{statistic} on {name} is {COMPARATOR_WORDS[condition.comparator]} {condition.threshold}{unit}"


def _outcome(expand: tuple[Check, ...], extend: tuple[Check, ...]) -> str:
    for checks, outcome in ((expand, EXPAND), (extend, EXTEND)):
        if any(check.is_met is None for check in checks):
            return CANNOT_DECIDE
        if checks and all(check.is_met for check in checks):
            return outcome
    return STOP


def _check(condition: Condition, values: Mapping[tuple[str, str], Decimal | None]) -> Check:
    value = values.get((condition.measure, condition.statistic))
    if value is None or not value.is_finite():
        return Check(condition, None, None)
    return Check(condition, value, condition.is_met_by(value))


def _condition(entry: Mapping[str, Any]) -> Condition:
    statistic = _STATISTICS.get(entry["statistic"], entry["statistic"])
    if statistic not in STATISTIC_WORDS:
        raise UnreadableRule(f"The rule asks for “{statistic}”, which is not computed here.")
    if entry["comparator"] not in _COMPARATORS:
        raise UnreadableRule(f"The rule compares with “{entry['comparator']}”, which is not known here.")
    try:
        threshold = Decimal(str(entry["threshold"]))
    except InvalidOperation as error:
        raise UnreadableRule(f"“{entry['threshold']}” is not a number such as 0.10.") from error
    return Condition(entry["measure"], statistic, _COMPARATORS[entry["comparator"]], threshold)
