"""The live numbers of the home page: each counted by a query of the slice that owns it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from marketplace.access.scope import remembered

Count = Callable[[datetime], int | None]


@dataclass(frozen=True)
class Figure:
    """One number, what it counts, and how it is counted, in words."""

    words: str
    how: str
    count: Count


_figures: list[Figure] = []


def figure(words: str, *, how: str) -> Callable[[Count], Count]:
    """Register a number for the home page, in the order of registration; a count of None leaves it out."""

    def register(count: Count) -> Count:
        _figures.append(Figure(words, how, count))
        return count

    return register


def figures(*, at: datetime) -> list[tuple[Figure, int]]:
    """Every number that can be counted at `at`."""
    counted = [(item, remembered(("figure", item.words), lambda item=item: item.count(at))) for item in _figures]
    return [(item, value) for item, value in counted if value is not None]
