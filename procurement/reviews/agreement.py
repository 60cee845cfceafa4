"""PURE: how far raters agree: Krippendorff's alpha for ordered scores, and a plain sentence for it.

Alpha is 1 when all agree, 0 when they agree no more than by chance, and may be negative. Missing scores
are allowed; an item that fewer than two raters scored says nothing and is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Agreement:
    """Alpha (None where it cannot be computed), over how many raters and items, and what it means."""

    alpha: float | None
    rater_count: int
    item_count: int
    words: str


@dataclass(frozen=True, slots=True)
class Spread:
    """The scores of one criterion: all of them, mean to two places, lowest and highest; how many said that it does
    not apply. Without any score mean, lowest and highest are None."""

    values: tuple[int, ...]
    mean: Decimal | None
    low: int | None
    high: int | None
    not_applicable_count: int = 0

    @property
    def shown(self) -> str:
        """Every score, lowest first, with who found that it does not apply at the end."""
        return ", ".join([*map(str, self.values), *["not applicable"] * self.not_applicable_count]) or "none"

    @property
    def range_words(self) -> str:
        """How far apart the scores are."""
        if self.low is None:
            return "–"
        return "All the same" if self.low == self.high else f"{self.low} to {self.high}"


def spread_of(scores: Sequence[int | None]) -> Spread:
    """Mean and range of the scores given to one criterion; None stands for “not applicable” and counts for nothing."""
    values = sorted(value for value in scores if value is not None)
    left_out = len(scores) - len(values)
    if not values:
        return Spread((), None, None, None, left_out)
    mean = (Decimal(sum(values)) / len(values)).quantize(Decimal("0.01"))
    return Spread(tuple(values), mean, values[0], values[-1], left_out)


def closeness_words(spreads: Iterable[Spread]) -> str:
    """On how many criteria the scores are within one point; empty where none has two. Alpha is low as well where scores
    hardly differ, so it is read beside this."""
    shared = [spread.values[-1] - spread.values[0] for spread in spreads if len(spread.values) > 1]
    if not shared:
        return ""
    near = sum(distance <= 1 for distance in shared)
    of = f"all {len(shared)}" if near == len(shared) else f"{near} of {len(shared)}"
    return f"On {of} criteria the scores are within one point of each other."


def needs_reason(*, consensus: int, values: Sequence[int], step_points: Decimal) -> bool:
    """Whether a consensus score is further from the mean than the policy's step (Pilotage rules 6, I2)."""
    return abs(Decimal(consensus) * len(values) - sum(values)) > step_points * len(values)


def agreement_of(scores: Mapping[str, Sequence[int | None]]) -> Agreement:
    """Agreement over items: for each criterion the score of each rater, in the same order, None where missing."""
    items = [[value for value in row if value is not None] for row in scores.values()]
    items = [row for row in items if len(row) > 1]
    raters = max((len(row) for row in scores.values()), default=0)
    alpha = _alpha(items)
    return Agreement(alpha, raters, len(items), _in_words(alpha, raters))


def _alpha(items: Sequence[Sequence[int]]) -> float | None:
    totals = Counter(value for row in items for value in row)
    count = sum(totals.values())
    if count < 2 or len(totals) < 2:
        return None if count < 2 else 1.0
    distance = _ordinal_distances(totals)
    observed = sum(sum(distance[a, b] for a in row for b in row) / (len(row) - 1) for row in items)
    expected = sum(totals[a] * totals[b] * distance[a, b] for a in totals for b in totals) / (count - 1)
    return 1 - observed / expected


def _ordinal_distances(totals: Counter[int]) -> dict[tuple[int, int], float]:
    """Squared number of scores that lie between two ranks, their ends counted half."""
    ranks = sorted(totals)
    found = {}
    for a in ranks:
        for b in ranks:
            low, high = min(a, b), max(a, b)
            between = sum(totals[rank] for rank in ranks if low <= rank <= high)
            found[a, b] = float(between - (totals[low] + totals[high]) / 2) ** 2
    return found


def _in_words(alpha: float | None, raters: int) -> str:
    if alpha is None:
        return "Too few scores to say how far the reviewers agree."
    for least, words in _WORDS:
        if alpha >= least:
            return f"The {raters} reviewers {words}."
    return f"The {raters} reviewers {_WORDS[-1][1]}."


_WORDS = (
    (0.8, "agree closely"),
    (0.67, "agree well enough to build on, with some differences"),
    (0.4, "agree in part; talk the differences through"),
    (0.0, "agree hardly more than by chance; talk each criterion through"),
    (-9.0, "agree less than by chance would have them; talk each criterion through"),
)
