"""PURE: how strict each reviewer is: the mean difference between their scores and those of the others on their panels.

Below 0 a reviewer gives less than those who read the same; above 0 more. Scores that nobody else gave say nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal

FEWEST_SCORES = 10
NOTABLE_POINTS = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Severity:
    """Mean difference from the others, to two places, over how many scores, and what it means."""

    difference: Decimal
    score_count: int

    @property
    def words(self) -> str:
        """In a plain sentence."""
        if self.score_count < FEWEST_SCORES:
            return "Too few scores beside others to say."
        if abs(self.difference) < NOTABLE_POINTS:
            return "Scores much as the others do."
        side = "lower" if self.difference < 0 else "higher"
        return f"Scores {abs(self.difference)} points {side} than the others, on average."


def severity_of(scores: Iterable[tuple[int, Hashable, int]]) -> dict[int, Severity]:
    """The severity of each rater, from rows of rater, item (one criterion of one panel) and value."""
    items: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
    for rater, item, value in scores:
        items[item].append((rater, value))
    sums: dict[int, Decimal] = defaultdict(Decimal)
    counts: dict[int, int] = defaultdict(int)
    for rows in items.values():
        if len(rows) < 2:
            continue
        total = sum(value for _, value in rows)
        for rater, value in rows:
            sums[rater] += value - Decimal(total - value) / (len(rows) - 1)
            counts[rater] += 1
    return {rater: Severity((sums[rater] / counts[rater]).quantize(Decimal("0.01")), counts[rater]) for rater in sums}
