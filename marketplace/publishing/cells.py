"""PURE: the words of public numbers: counts, families, percentages, means, and the one marker for what is hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

END_CODES = ((300, 1), (100, 2), (40, 5), (20, 10), (0, 20))

N_LT_MIN = "n_lt_min"
COMPLEMENT = "complement"
END_CODED = "end_coded"
NOT_REPORTED = "not_reported"
NOT_COLLECTED = "not_collected"
REASONS = {
    N_LT_MIN: "hidden to protect children: too few to show",
    COMPLEMENT: "hidden to protect children: it would give a small number away",
    END_CODED: "shown as a bound, to protect children",
    NOT_REPORTED: "not reported",
    NOT_COLLECTED: "not collected",
}


@dataclass(frozen=True)
class Count:
    """A number of children. `public` is False for one that is never printed but could be worked out.

    `rank` is how much readers need it: of two that could be hidden, the lower rank goes first.
    """

    key: str
    value: int
    public: bool = True
    rank: int = 1


@dataclass(frozen=True)
class Family:
    """`parts` add up to `total`. What they leave over is a part of its own, added by the engine."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """A percentage: `part` in `whole`. `exact` if another printed number, such as an effect, tells all of it."""

    key: str
    part: str
    whole: str
    exact: bool = False


@dataclass(frozen=True)
class Moment:
    """A mean with its standard deviation over the children counted by `whole`."""

    key: str
    whole: str
    mean: Decimal
    sd: Decimal


@dataclass(frozen=True)
class Shown:
    """What the public sees: a value, or None with the reason; a coded percentage has one bound."""

    value: int | Decimal | None
    reason: str = ""
    at_most: int | None = None
    at_least: int | None = None
    sd: Decimal | None = None

    @property
    def is_hidden(self) -> bool:
        return self.value is None


@dataclass(frozen=True)
class Protection:
    counts: Mapping[str, Shown]
    shares: Mapping[str, Shown]
    moments: Mapping[str, Shown]
    threshold: int


def end_code(*, part: int, whole: int, threshold: int) -> tuple[str, int] | None:
    """("at_most" | "at_least", percent) where a percentage must be a bound, else None. Pilotage rules 4, A3 and A5.

    The bound is the wider of the table's by size and the one that leaves `threshold` values open.
    """
    by_size = next(percent for size, percent in END_CODES if whole >= size)
    open_enough = -(-100 * (threshold - 1) // whole)
    bound = max(by_size, open_enough)
    if 100 * part <= bound * whole:
        return "at_most", bound
    if 100 * (whole - part) <= bound * whole:
        return "at_least", 100 - bound
    return None


def whole_percent(*, part: int, whole: int) -> int:
    """The share in whole percent, half up."""
    return (200 * part + whole) // (2 * whole)
