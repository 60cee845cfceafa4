"""PURE: a month's numbers as a provider sees them: counts under five hidden, and whatever would give one away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from marketplace.publishing.cells import Count, Family
from marketplace.publishing.suppression import protect
from search.interest.kinds import DISTRICT, OTHERS, PLACES, PUBLIC, SIZES

FEWEST_SHOWN = 5
ALL, DISTRICTS = "all", "districts"
RANKS = {ALL: 4, DISTRICTS: 3, PUBLIC: 2}
PART_RANK = 1
MONTHS_REMEMBERED = 1_000


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its words, and for each act its name and number; None: hidden."""

    words: str
    cells: tuple[tuple[str, int | None], ...]


def shown(counts: Mapping[str, int]) -> Mapping[str, int | None]:
    """What may be shown of one act in one month: from counts by kind to numbers by row; None: hidden.

    Districts add up by place and once more by size; those whose place or size is not on record stand in the total
    alone. Totals stay visible before their parts. A month that is over stays as it is, so its answer is remembered.
    """
    return _shown(frozenset(counts.items()))


@lru_cache(maxsize=MONTHS_REMEMBERED)
def _shown(counts: frozenset[tuple[str, int]]) -> Mapping[str, int | None]:
    cells: dict[str, int] = dict.fromkeys((ALL, DISTRICTS, *PLACES, *SIZES, *OTHERS), 0)
    for kind, count in counts:
        parts = kind.split(":")
        keys = (DISTRICTS, *parts[1:]) if parts[0] == DISTRICT else (kind,)
        for key in {ALL, *keys} & set(cells):
            cells[key] += count
    if cells[ALL] < FEWEST_SHOWN:
        return dict.fromkeys(cells)
    families = (Family(ALL, (DISTRICTS, *OTHERS)), Family(DISTRICTS, tuple(PLACES)), Family(DISTRICTS, tuple(SIZES)))
    protected = protect(
        counts=[Count(key, value, rank=RANKS.get(key, PART_RANK)) for key, value in cells.items()],
        families=families,
        threshold=FEWEST_SHOWN,
    )
    return {key: cell.value for key, cell in protected.counts.items()}


def lines(by_act: Mapping[str, Mapping[str, int | None]]) -> list[Line]:
    """The rows of a month's table from what may be shown of each act, by its name."""
    rows = {ALL: "All", DISTRICTS: "Districts", **PLACES, **SIZES, **OTHERS}
    return [Line(words, tuple((act, numbers[key]) for act, numbers in by_act.items())) for key, words in rows.items()]
