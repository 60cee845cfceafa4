"""The catalogue's engine on the database: full text finds, bitmaps filter and count, published weights order."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from django.utils import timezone
from pyroaring import BitMap

from search import fts, scoring, snapshots
from search.bitmaps import Snapshot, Stretch
from search.engine import FACETS, Facet, Query, Relaxation, Results
from search.facets import AGED
from search.language import Clause, Question, read_question, unquoted
from search.stemming import Stems

TERMS_KEPT = 64
_NOTHING = BitMap()


@dataclass(frozen=True, slots=True)
class Match:
    """What the words find: each number's score, which numbers hold enough of the words, and which hold all."""

    score: np.ndarray
    some: BitMap
    whole: BitMap


class DatabaseEngine:
    """Answers from SQLite or PostgreSQL alone."""

    def search(self, query: Query) -> Results:
        """Answer a query from the edition that the database holds now."""
        snapshot = snapshots.current()
        stretch = snapshot.stretch(query.at)
        question = read_question(query.words, vocabulary=snapshot.vocabulary, synonyms=snapshot.synonyms)
        filters = _filters(query, snapshot, stretch)
        match = _match(question, snapshot, stretch, filters["standing"]) if question.is_asking else None
        base = match.some if match else stretch.begun
        found = _narrowed(base, filters)
        return Results(
            total=len(found),
            numbers=_page(query, found, match, snapshot),
            facets=tuple(_facet(key, query, base, filters, snapshot, stretch) for key in (*FACETS, *query.circles)),
            question=question,
            whole=len(found & match.whole) if match else len(found),
            near={word: near for word in question.unknown if (near := snapshot.vocabulary.near(word))},
            relaxations=() if found else _relaxations(question, base, filters, snapshot, stretch),
        )


def _match(question: Question, snapshot: Snapshot, stretch: Stretch, shown: BitMap) -> Match:
    """What the words find among everything that is in force or was; whether that is enough is asked of `shown`."""
    _load([*question.terms, *question.excluded, (question.name,)], snapshot)
    size, total = snapshot.size, len(snapshot.rows)
    score, held, words = np.zeros(size, np.float32), np.zeros(size, np.int16), 0
    allowed = stretch.begun
    for clause, worth in _found(question, snapshot):
        holds = worth > 0
        score += worth * (scoring.weight(clause.is_weak, clause.is_grade) * scoring.rarity(int(holds.sum()), total))
        if not clause.is_weak:
            held += holds
            words += 1
        if clause.is_required:
            allowed = allowed & _numbers(holds)
    if question.name:
        named = snapshot.scores[(question.name,)] >= scoring.FIELD_WEIGHTS["name"]
        score += named * (scoring.FIELD_WEIGHTS["name"] * scoring.rarity(int(named.sum()), total))
    for term in question.excluded:
        allowed = allowed - _numbers(snapshot.scores[term] > 0)
    is_lost = bool(question.clauses or question.unknown) and not words
    score *= snapshot.boosts * scoring.coverage(held, words)
    if not words:
        some = _NOTHING if is_lost else allowed
        return Match(score, some, some)
    return _chosen(score, held, words, allowed, shown)


def _found(question: Question, snapshot: Snapshot) -> list[tuple[Clause, np.ndarray]]:
    """The clauses with what each is worth by number; what no model holds is left out unless it is required."""
    found = []
    for clause in question.clauses:
        worth = _worth(clause, snapshot)
        if clause.is_required or worth.any():
            found.append((clause, worth))
        else:
            found += [(part, worth) for part in clause.parts if (worth := _worth(part, snapshot)).any()]
    if found and all(clause.is_weak for clause, _ in found):
        found = [(replace(clause, is_weak=False), worth) for clause, worth in found]
    return found


def _chosen(score: np.ndarray, held: np.ndarray, words: int, allowed: BitMap, shown: BitMap) -> Match:
    """Those that hold all the words; where these are too few, those with one word less, down to half of them."""
    whole = allowed & _numbers(held >= words)
    some, wanted = whole, scoring.enough(words)
    for fewer in range(words - 1, scoring.fewest_words(words) - 1, -1):
        if some.intersection_cardinality(shown) >= wanted:
            break
        some = allowed & _numbers(held >= fewer)
    return Match(score, some, whole)


def _load(terms: list[Stems], snapshot: Snapshot) -> None:
    """Have the score of each term at hand; a process keeps the last ones of an edition."""
    scores = snapshot.scores
    missing = [term for term in dict.fromkeys(terms) if term not in scores and any(term)]
    for term, holders in fts.holders(missing).items():
        scores[term] = scoring.field_score(holders, snapshot.size)
    for term in terms:
        if term in scores:
            scores.move_to_end(term)
    while len(scores) > max(TERMS_KEPT, len(terms)):
        scores.popitem(last=False)


def _worth(clause: Clause, snapshot: Snapshot) -> np.ndarray:
    worth = np.zeros(snapshot.size, np.float32)
    for term, weight in clause.terms:
        np.maximum(worth, snapshot.scores[term] * weight, out=worth)
    return worth


def _numbers(holds: np.ndarray) -> BitMap:
    return BitMap(np.flatnonzero(holds).astype(np.uint32))


def _sets(key: str, query: Query, snapshot: Snapshot, stretch: Stretch) -> Mapping[str, BitMap]:
    """The members of each value that any entry has; of the tiers, of all; of a circle, as they were given."""
    if key in query.circles:
        return {value: BitMap(numbers) for value, numbers in query.circles[key].items()}
    by_clock = {"tier": stretch.tiers, "standing": stretch.standings}
    if key in by_clock:
        return by_clock[key]
    sets = snapshot.aged(key, timezone.localdate(query.at)) if key in AGED else snapshot.values.get(key, {})
    return {value: members for value, members in sets.items() if members}


def _filters(query: Query, snapshot: Snapshot, stretch: Stretch) -> dict[str, BitMap]:
    filters = {"standing": stretch.in_force}
    for key, chosen in query.chosen.items():
        if key in (*FACETS, *query.circles) and chosen:
            sets = _sets(key, query, snapshot, stretch)
            filters[key] = BitMap.union(_NOTHING, *(sets.get(value, _NOTHING) for value in chosen))
    return filters


def _narrowed(base: BitMap, filters: Mapping[str, BitMap], but: str = "") -> BitMap:
    found = base
    for key, members in filters.items():
        if key != but:
            found = found & members
    return found


def _facet(
    key: str, query: Query, base: BitMap, filters: dict[str, BitMap], snapshot: Snapshot, stretch: Stretch
) -> Facet:
    others = _narrowed(base, filters, but=key)
    sets = _sets(key, query, snapshot, stretch)
    counts = {value: others.intersection_cardinality(members) for value, members in sets.items()}
    return Facet(key=key, counts=counts, chosen=tuple(query.chosen.get(key, ())))


def _page(query: Query, found: BitMap, match: Match | None, snapshot: Snapshot) -> tuple[int, ...]:
    last = query.offset + query.limit
    if match and query.sort == "best":
        return _best(found, match.score, snapshot.draw(query.at), last)[query.offset :]
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


def _best(found: BitMap, score: np.ndarray, draw: np.ndarray, most: int) -> tuple[int, ...]:
    """The first so many by score; what is equal to three decimals comes in the order of the draw."""
    numbers = np.asarray(found, dtype=np.int64) if found else np.empty(0, np.int64)
    worth = np.round(score[numbers], 3)
    if len(numbers) > most:
        least = np.partition(worth, len(worth) - most)[len(worth) - most]
        numbers, worth = numbers[worth >= least], worth[worth >= least]
    order = np.lexsort((draw[numbers], -worth))
    return tuple(int(number) for number in numbers[order[:most]])


def _relaxations(
    question: Question, base: BitMap, filters: dict[str, BitMap], snapshot: Snapshot, stretch: Stretch
) -> tuple[Relaxation, ...]:
    """Each single thing that could be dropped and would leave something to see, most first."""
    found = [Relaxation(drop=key, total=len(_narrowed(base, filters, but=key))) for key in filters if key != "standing"]
    usual = stretch.in_force if filters["standing"] != stretch.in_force else stretch.begun
    found.append(Relaxation(drop="standing", total=len(_narrowed(base & usual, filters, but="standing"))))
    for drop, other in (("quotes", unquoted(question)), ("exclusions", replace(question, excluded=()))):
        if other != question:
            some = _match(other, snapshot, stretch, filters["standing"]).some if other.is_asking else stretch.begun
            found.append(Relaxation(drop=drop, total=len(_narrowed(some, filters))))
    if question.is_asking:
        found.append(Relaxation(drop="words", total=len(_narrowed(stretch.begun, filters))))
    return tuple(sorted((one for one in found if one.total), key=lambda one: -one.total))


def met(query: Query, numbers: BitMap, snapshot: Snapshot) -> BitMap:
    """Those of these numbers that meet every filter of a query at its instant, its words aside."""
    stretch = snapshot.stretch(query.at)
    return _narrowed(stretch.begun & numbers, _filters(query, snapshot, stretch))
