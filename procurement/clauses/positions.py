"""PURE: which position a contract may take on a clause, and the words that follow from it.

A locked clause takes nothing but the standard. A bounded one also takes the library's alternatives and
its numbers within bounds; bounds come from the library and, stricter, from the policy. A free one takes
own wording besides (Pilotage rules 3.3).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from marketplace.lifecycles.typed import too_long

OWN_WORDS_MAX = 6000
PLACE = re.compile(r"\{([a-z_]+)\}")
ONE_TIME = re.compile(r"\b1 times a year\b")


class Kind(StrEnum):
    """How far a clause may be changed."""

    LOCKED = "locked"
    BOUNDED = "bounded"
    FREE = "free"


class Stand(StrEnum):
    """The position that a revision takes on a clause."""

    STANDARD = "standard"
    ALTERNATIVE = "alternative"
    PARAMETER = "parameter"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lowest and highest value; None where there is no limit on that side."""

    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number in a clause. `bound` names the policy's bounds for it, if any; `stricter` says which way is stricter."""

    key: str
    label: str
    unit: str
    default: int
    own: Bounds = Bounds()
    bound: str = ""
    stricter: str = ""


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another wording that the library offers, numbered from 1."""

    number: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ClauseTerms:
    """One published version of a clause."""

    key: str
    number: int
    title: str
    topic: str
    kind: Kind
    text: str
    parameters: tuple[Parameter, ...] = ()
    alternatives: tuple[Alternative, ...] = ()

    @classmethod
    def from_json(
        cls, *, key: str, number: int, title: str, topic: str, kind: str, text: str, parameters: Any, alternatives: Any
    ) -> "ClauseTerms":
        """Read a stored version; raises KeyError or ValueError where the stored data lacks a part."""
        return cls(
            key, number, title, topic, Kind(kind), text,
            tuple(_parameter(each) for each in parameters),
            tuple(Alternative(place, each["title"], each["text"]) for place, each in enumerate(alternatives, start=1)),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Position:
    """What a revision says about a clause; numbers not named keep the standard's."""

    stand: Stand = Stand.STANDARD
    alternative: int | None = None
    parameters: Mapping[str, int] = field(default_factory=dict)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether a position may be taken: one reason a refusal, by field (`position`, `text` or a parameter's key)."""

    reasons: Mapping[str, str]

    @property
    def is_allowed(self) -> bool:
        return not self.reasons


def rule_on(terms: ClauseTerms, position: Position, bounds: Mapping[str, Bounds]) -> Ruling:
    """Judge a position. `bounds` are the policy's, by the name that a parameter gives."""
    reasons: dict[str, str] = {}
    if position.stand is Stand.CUSTOM:
        reasons |= _own_words(terms, position)
    elif terms.kind is Kind.LOCKED and not _is_standard(terms, position):
        reasons["position"] = f"“{terms.title}” is locked: only the state’s standard wording can be used."
    elif position.stand is Stand.ALTERNATIVE and not _alternative(terms, position):
        count = len(terms.alternatives)
        offered = f"1 to {count}" if count > 1 else "1" if count else "none"
        reasons["position"] = f"“{terms.title}” has no alternative {position.alternative}; offered: {offered}."
    return Ruling(reasons | _outside(terms, position, bounds))


def values_of(terms: ClauseTerms, position: Position) -> dict[str, int]:
    """The number in each place of the clause: the position's, else the standard's."""
    known = {parameter.key: parameter.default for parameter in terms.parameters}
    return known | {key: value for key, value in position.parameters.items() if key in known}


def words_of(terms: ClauseTerms, position: Position) -> str:
    """The clause's text with its numbers filled in. Raises KeyError for an alternative that is not offered."""
    text = terms.text
    if position.stand is Stand.CUSTOM:
        return position.text.strip()
    if position.stand is Stand.ALTERNATIVE:
        chosen = _alternative(terms, position)
        if chosen is None:
            raise KeyError(f"{terms.key} has no alternative {position.alternative}")
        text = chosen.text
    values, units = values_of(terms, position), {parameter.key: parameter.unit for parameter in terms.parameters}
    filled = PLACE.sub(lambda place: amount_words(values[place[1]], units[place[1]], bare=True), text)
    return ONE_TIME.sub("once a year", filled)


def standing_words(terms: ClauseTerms, position: Position) -> str:
    """The position in a few words: "State standard", "48 hours", "Alternative 1: …", "Own wording"."""
    if position.stand is Stand.CUSTOM:
        return "Own wording"
    changed = [
        amount_words(position.parameters[parameter.key], parameter.unit)
        for parameter in terms.parameters
        if position.parameters.get(parameter.key, parameter.default) != parameter.default
    ]
    if position.stand is Stand.ALTERNATIVE:
        chosen = _alternative(terms, position)
        changed.insert(0, f"Alternative {position.alternative}" + (f": {chosen.title}" if chosen else ""))
    return ", ".join(changed) or "State standard"


def limits_of(parameter: Parameter, bounds: Mapping[str, Bounds]) -> Bounds:
    """The stricter of the library's and the policy's bounds."""
    policy = bounds.get(parameter.bound, Bounds())
    lows = [low for low in (parameter.own.minimum, policy.minimum) if low is not None]
    highs = [high for high in (parameter.own.maximum, policy.maximum) if high is not None]
    return Bounds(max(lows, default=None), min(highs, default=None))


def limits_words(parameter: Parameter, bounds: Mapping[str, Bounds]) -> str:
    """What would be accepted: "72 hours or less", "$1,000,000 or more", "12 to 60 months"."""
    limits = limits_of(parameter, bounds)
    if limits.minimum is None and limits.maximum is None:
        return "any whole number"
    if limits.minimum is None:
        return f"{amount_words(limits.maximum, parameter.unit)} or less"
    if limits.maximum is None:
        return f"{amount_words(limits.minimum, parameter.unit)} or more"
    return (
        f"{amount_words(limits.minimum, parameter.unit, bare=True)} to {amount_words(limits.maximum, parameter.unit)}"
    )


def amount_words(value: int, unit: str, *, bare: bool = False) -> str:
    """A number with its unit: "$1,000,000", "48 hours", "2 times"; `bare` leaves the unit's word to the text around."""
    if unit == "cents":
        dollars, cents = divmod(value, 100)
        return f"${dollars:,}" + (f".{cents:02d}" if cents else "")
    if bare:
        return f"{value:,}"
    return f"{value:,} {unit[:-1] if value == 1 and unit.endswith('s') else unit}".strip()


def _own_words(terms: ClauseTerms, position: Position) -> dict[str, str]:
    if terms.kind is not Kind.FREE:
        accepted = (
            "the state’s standard wording"
            if terms.kind is Kind.LOCKED
            else "the standard, an alternative, or its numbers"
        )
        return {"position": f"“{terms.title}” is {terms.kind}: it takes no own wording, only {accepted}."}
    if not position.text.strip():
        return {"text": f"Write the own wording of “{terms.title}”, or choose the state’s standard."}
    fault = too_long(position.text, OWN_WORDS_MAX)
    return {"text": fault} if fault else {}


def _outside(terms: ClauseTerms, position: Position, bounds: Mapping[str, Bounds]) -> dict[str, str]:
    known = {parameter.key: parameter for parameter in terms.parameters}
    reasons: dict[str, str] = {}
    for key, value in position.parameters.items():
        if key not in known:
            reasons[key] = f"“{terms.title}” has no number called {key}."
            continue
        limits = limits_of(known[key], bounds)
        if (limits.minimum is not None and value < limits.minimum) or (
            limits.maximum is not None and value > limits.maximum
        ):
            given = amount_words(value, known[key].unit)
            reasons[key] = f"{known[key].label} is {given}; accepted is {limits_words(known[key], bounds)}."
    return reasons


def _is_standard(terms: ClauseTerms, position: Position) -> bool:
    defaults = {parameter.key: parameter.default for parameter in terms.parameters}
    return position.stand is Stand.STANDARD and values_of(terms, position) == defaults


def _alternative(terms: ClauseTerms, position: Position) -> Alternative | None:
    return next((each for each in terms.alternatives if each.number == position.alternative), None)


def _parameter(stored: Mapping[str, Any]) -> Parameter:
    return Parameter(
        stored["key"], stored["label"], stored.get("unit", ""), stored["default"],
        Bounds(stored.get("minimum"), stored.get("maximum")), stored.get("bound", ""), stored.get("stricter", ""),
    )  # fmt: skip
