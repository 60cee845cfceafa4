"""The catalogue's engine on the database: full text finds, bitmaps filter and count."""

from heapq import nsmallest

from pyroaring import BitMap

from search import fts, snapshots
from search.bitmaps import Snapshot, Stretch
from search.engine import FACETS, Facet, Query, Relaxation, Results
from search.words import words_of

_NOTHING = BitMap()


class DatabaseEngine:
    """Answers from SQLite or PostgreSQL alone."""

    def search(self, query: Query) -> Results:
        """Answer a query from the edition that the database holds now."""
        snapshot = snapshots.current()
        stretch = snapshot.stretch(query.at)
        words = words_of(query.words)
        ranks, has_all_words = _match(words, stretch)
        base = stretch.in_force & BitMap(ranks) if words else stretch.in_force
        filters = _filters(query, snapshot, stretch)
        found = _narrowed(base, filters)
        return Results(
            total=len(found),
            numbers=_page(query, found, ranks, snapshot),
            facets=tuple(_facet(key, query, base, filters, snapshot, stretch) for key in FACETS),
            words=words,
            has_all_words=has_all_words,
            relaxations=() if found else _relaxations(words, base, filters, stretch),
        )


def _match(words: tuple[str, ...], stretch: Stretch) -> tuple[dict[int, float], bool]:
    ranks = fts.ranks(words, has_all=True)
    if len(words) < 2 or not stretch.in_force.isdisjoint(BitMap(ranks)):
        return ranks, True
    some = fts.ranks(words, has_all=False)
    return some, stretch.in_force.isdisjoint(BitMap(some))


def _sets(key: str, snapshot: Snapshot, stretch: Stretch) -> dict[str, BitMap]:
    return stretch.tiers if key == "tier" else snapshot.values.get(key, {})


def _filters(query: Query, snapshot: Snapshot, stretch: Stretch) -> dict[str, BitMap]:
    filters = {}
    for key, chosen in query.chosen.items():
        if key in FACETS and chosen:
            sets = _sets(key, snapshot, stretch)
            filters[key] = BitMap.union(_NOTHING, *(sets.get(value, _NOTHING) for value in chosen))
    return filters


def _narrowed(base: BitMap, filters: dict[str, BitMap], but: str = "") -> BitMap:
    found = base
    for key, members in filters.items():
        if key != but:
            found = found & members
    return found


def _facet(
    key: str, query: Query, base: BitMap, filters: dict[str, BitMap], snapshot: Snapshot, stretch: Stretch
) -> Facet:
    others = _narrowed(base, filters, but=key)
    sets = _sets(key, snapshot, stretch)
    counts = {value: others.intersection_cardinality(members) for value, members in sets.items()}
    return Facet(key=key, counts=counts, chosen=tuple(query.chosen.get(key, ())))


def _page(query: Query, found: BitMap, ranks: dict[int, float], snapshot: Snapshot) -> tuple[int, ...]:
    last = query.offset + query.limit
    if ranks and query.sort == "best":
        rows = snapshot.rows
        best = nsmallest(last, found, key=lambda number: (ranks[number], rows[number].name, number))
        return tuple(best[query.offset :])
    page: list[int] = []
    seen = 0
    for number in snapshot.ordered(query.sort, query.is_descending, query.at):
        if number in found:
            seen += 1
            if seen > query.offset:
                page.append(number)
            if seen == last:
                break
    return tuple(page)


def _relaxations(
    words: tuple[str, ...], base: BitMap, filters: dict[str, BitMap], stretch: Stretch
) -> tuple[Relaxation, ...]:
    """Each single thing that could be dropped and would leave something to see, most first."""
    found = [Relaxation(drop=key, total=len(_narrowed(base, filters, but=key))) for key in filters]
    if words:
        found.append(Relaxation(drop="words", total=len(_narrowed(stretch.in_force, filters))))
    return tuple(sorted((one for one in found if one.total), key=lambda one: -one.total))
