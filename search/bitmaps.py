"""Which entries have which facet value, as roaring bitmaps: counting a facet is then an intersection, not a query.

Tier and what is in force depend on the clock. They change only at the boundaries of approval periods, so those bitmaps
are built once for each stretch between two boundaries.
"""

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
from pyroaring import BitMap

from marketplace.products.vocabulary import Tier
from search import ages, scoring
from search.engine import IN_FORCE
from search.facets import NOT_ON_RECORD
from search.spelling import Vocabulary
from search.stemming import Stems


@dataclass(frozen=True, slots=True)
class Period:
    """A tier, or the kind of a lapse, from an instant to another (exclusive), or without end."""

    tier: str
    starts_at: datetime
    ends_at: datetime | None

    def covers(self, at: datetime) -> bool:
        return self.starts_at <= at and (self.ends_at is None or at < self.ends_at)


class Shown(NamedTuple):
    """How an entry stands, and its tier, or its last one."""

    standing: str
    tier: str


def shown_at(periods: Sequence[Period], lapses: Sequence[Period], at: datetime) -> Shown | None:
    """How an entry stands at an instant; None before its first period and where nothing says why it lapsed."""
    period = next((period for period in periods if period.covers(at)), None)
    lapse = None if period else next((lapse for lapse in lapses if lapse.covers(at)), None)
    begun = [each for each in periods if each.starts_at <= at]
    if not begun or not (period or lapse):
        return None
    tier = (period or max(begun, key=lambda each: each.starts_at)).tier
    return Shown(lapse.tier if lapse else IN_FORCE, tier)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the bitmaps need of one entry; `filed` is what it is filed under, each as `key:value`."""

    number: int
    filed: tuple[str, ...]
    periods: tuple[Period, ...]
    lapses: tuple[Period, ...] = ()
    name: str
    effect: float | None = None
    price: int | None = None
    until: datetime | None = None
    is_approved: bool = False
    completeness: float = 0.0


@dataclass(frozen=True)
class Stretch:
    """What is in force between two boundaries, what has lapsed and why, and the tier of each, or its last one."""

    standings: dict[str, BitMap]
    tiers: dict[str, BitMap]

    @property
    def in_force(self) -> BitMap:
        return self.standings[IN_FORCE]

    @cached_property
    def begun(self) -> BitMap:
        """Everything that is in force or was."""
        return BitMap.union(*self.standings.values())


@dataclass
class Snapshot:
    """The whole catalogue at one edition. Never changed once made: `with_rows` gives the next one."""

    edition: int
    stamp: str
    rows: dict[int, Row] = field(default_factory=dict)
    values: dict[str, dict[str, BitMap]] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    synonyms: Mapping[Stems, tuple[Stems, ...]] = field(default_factory=dict)
    scores: OrderedDict[Stems, np.ndarray] = field(default_factory=OrderedDict)
    _stretches: dict[int, Stretch] = field(default_factory=dict)
    _aged: dict[tuple[str, date], dict[str, BitMap]] = field(default_factory=dict)
    _orders: dict[Any, list[int]] = field(default_factory=dict)

    def with_rows(self, *, edition: int, stamp: str, changed: Iterable[Row], gone: Iterable[int] = ()) -> "Snapshot":
        """The next edition: these rows in place of theirs, those numbers gone."""
        rows = dict(self.rows)
        values = {key: {value: bitmap.copy() for value, bitmap in sets.items()} for key, sets in self.values.items()}
        for number in gone:
            _discard(values, rows.pop(number, None))
        for row in changed:
            _discard(values, rows.get(row.number))
            rows[row.number] = row
            for one in row.filed:
                key, _, value = one.partition(":")
                values.setdefault(key, {}).setdefault(value, BitMap()).add(row.number)
        return Snapshot(edition, stamp, rows, values, self.vocabulary, self.synonyms)

    @cached_property
    def boundaries(self) -> list[datetime]:
        """Every instant at which something comes into force or goes out of it, in order."""
        instants = set()
        for row in self.rows.values():
            for period in (*row.periods, *row.lapses):
                instants.add(period.starts_at)
                if period.ends_at is not None:
                    instants.add(period.ends_at)
        return sorted(instants)

    @cached_property
    def size(self) -> int:
        """One more than the greatest number."""
        return max(self.rows, default=0) + 1

    @cached_property
    def boosts(self) -> np.ndarray:
        """By number, what a score is multiplied by."""
        approved, completeness = np.zeros(self.size, np.float32), np.zeros(self.size, np.float32)
        for number, row in self.rows.items():
            approved[number], completeness[number] = row.is_approved, row.completeness
        return scoring.boosts(approved, completeness)

    def draw(self, at: datetime) -> np.ndarray:
        """By number, the place in the draw that settles ties in the week of an instant."""
        key = ("draw", scoring.week_of(at))
        if key not in self._orders:
            self._orders[key] = scoring.shuffle(self.size, scoring.week_of(at))
        return self._orders[key]

    def aged(self, key: str, today: date) -> dict[str, BitMap]:
        """The sets of a facet whose values are days: by band, counted from a day; and what is not a day as it is."""
        if (key, today) not in self._aged:
            days = dict(self.values.get(key, {}))
            found = {NOT_ON_RECORD: days.pop(NOT_ON_RECORD, BitMap())}
            for band, bound in ages.bounds(today).items():
                within = (members for day, members in days.items() if ages.is_within(day, bound))
                found[band] = BitMap.union(BitMap(), *within)
            self._aged[key, today] = found
        return self._aged[key, today]

    def stretch(self, at: datetime) -> Stretch:
        """What is in force at this instant."""
        place = bisect_right(self.boundaries, at)
        if place not in self._stretches:
            self._stretches[place] = self._build_stretch(at)
        return self._stretches[place]

    def _build_stretch(self, at: datetime) -> Stretch:
        tiers: dict[str, list[int]] = {tier: [] for tier in Tier.values}
        standings: dict[str, list[int]] = {IN_FORCE: []}
        for number, row in self.rows.items():
            shown = shown_at(row.periods, row.lapses, at)
            if shown:
                tiers[shown.tier].append(number)
                standings.setdefault(shown.standing, []).append(number)
        return Stretch(
            standings={standing: BitMap(numbers) for standing, numbers in standings.items()},
            tiers={tier: BitMap(numbers) for tier, numbers in tiers.items()},
        )

    def ordered(self, sort: str, is_descending: bool, at: datetime) -> list[int]:
        """Every number in the order of a sort; entries without a value come last either way."""
        place = bisect_right(self.boundaries, at) if sort in ("best", "tier") else None
        key = (sort, is_descending, place, scoring.week_of(at) if sort == "best" else None)
        if key not in self._orders:
            self._orders[key] = self._build_order(sort, is_descending, at)
        return self._orders[key]

    def _build_order(self, sort: str, is_descending: bool, at: datetime) -> list[int]:
        by_name = sorted(self.rows, key=lambda number: (self.rows[number].name.casefold(), number))
        if sort == "name":
            return by_name[::-1] if is_descending else by_name
        if sort == "best":
            return self._best(at)
        measure = self._measure(sort, at)
        present = [number for number in by_name if measure(number) is not None]
        absent = [number for number in by_name if measure(number) is None]
        return sorted(present, key=measure, reverse=is_descending) + absent

    def _best(self, at: datetime) -> list[int]:
        """Without words: the strongest tier, then what is approved here, then the more complete, then the draw."""
        rank, draw, rows = self._measure("tier", at), self.draw(at), self.rows

        def place(number: int) -> tuple:
            row, tier = rows[number], rank(number)
            return (-1 if tier is None else tier, row.is_approved, round(row.completeness, 1), int(draw[number]))

        return sorted(rows, key=place, reverse=True)

    def _measure(self, sort: str, at: datetime) -> Callable[[int], Any]:
        if sort == "tier":
            tiers = self.stretch(at).tiers
            rank = {number: Tier(tier).rank for tier, numbers in tiers.items() for number in numbers}
            return rank.get
        return lambda number: getattr(self.rows[number], sort)


def _discard(values: dict[str, dict[str, BitMap]], row: Row | None) -> None:
    if row is None:
        return
    for one in row.filed:
        key, _, value = one.partition(":")
        values[key][value].discard(row.number)
