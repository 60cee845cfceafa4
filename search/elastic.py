"""The catalogue's engine on Elasticsearch: its index finds, filters, counts and orders by the published weights.

A question takes two requests: one counts how many models hold each of its words, as rare words count more, the other
finds. Where few models hold every word, a third counts how many hold fewer of them. What only counts is asked apart
from what orders, so that the server does both at once and knows a count by heart until its index changes.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import Any

from django.utils import timezone
from elasticsearch import ConnectionTimeout
from elasticsearch_dsl import A, MultiSearch, Q, Search
from elasticsearch_dsl.query import Query as Clauses

from marketplace.products.vocabulary import Tier
from search import ages, elastic_index, lexicon, scoring
from search.engine import FACETS, IN_FORCE, Facet, Query, Relaxation, Results
from search.facets import AGED, NOT_ON_RECORD
from search.fts import FIELDS
from search.language import Clause, Question, read_question, unquoted
from search.stemming import Stems

PATIENCE_SECONDS = 0.8
PATIENCE_FOR_EVERYTHING_SECONDS = 20.0
LARGEST_PAGE = 1_000
MOST_VALUES = 1_000
Counts = dict[Any, int]
Json = dict[str, Any]
_SHOWN_WHERE_KNOWN = ("standing", *sorted(AGED))
_EVERYTHING, _NOTHING = Q("match_all"), Q("match_none")
_WORTH = {"type": "number", "order": "desc", "script": {"source": "Math.round(_score * 1000.0)"}}
_DRAW = """
    long mixed = doc['number'].value + (long) params.start;
    mixed = (mixed ^ (mixed >>> 30)) * (long) params.first;
    mixed = (mixed ^ (mixed >>> 27)) * (long) params.second;
    return (double) ((mixed ^ (mixed >>> 31)) >>> 11);
"""


@dataclass(frozen=True, slots=True)
class Match:
    """What the words find: the query that scores it, which models hold enough of the words, and, where these do not all
    hold every word, which do."""

    scored: Clauses | None = None
    some: Clauses = field(default_factory=lambda: _EVERYTHING)
    whole: Clauses | None = None


class ElasticsearchEngine:
    """Answers from the index of the server that the settings name; raises what its client raises."""

    def search(self, query: Query) -> Results:
        """Answer a query, within 0.8 seconds for a page of results."""
        return _Asking(query).answer()


class _Asking:
    """One query being answered: its words as they were read, its filters, and the time that is left."""

    def __init__(self, query: Query) -> None:
        words = lexicon.current()
        patience = PATIENCE_SECONDS if query.limit <= LARGEST_PAGE else PATIENCE_FOR_EVERYTHING_SECONDS
        self.query, self.vocabulary = query, words.vocabulary
        self.patience_seconds, self.until = patience, time.monotonic() + patience
        self.question = read_question(query.words, vocabulary=words.vocabulary, synonyms=words.synonyms)
        self.today = timezone.localdate(query.at)
        self.at = elastic_index.instant(words.standing_since(query.at))
        self.begun = Q("term", begun=self.at)
        self.facets = (*FACETS, *query.circles)
        self.named = {key: self._named(key) for key in self.facets}
        self.filters = self._filters()

    def answer(self) -> Results:
        match = self._match(self.question) if self.question.is_asking else Match()
        page, counted, known = self._found(match)
        total, shared = page["hits"]["total"]["value"], counted["shared"]
        filed = _by_facet(shared["filed"])
        return Results(
            total=total,
            numbers=tuple(int(hit["_id"]) for hit in page["hits"]["hits"]),
            facets=tuple(self._facet(key, counted, filed, known) for key in self.facets),
            question=self.question,
            whole=shared["whole"]["doc_count"] if match.whole else total,
            near={word: near for word in self.question.unknown if (near := self.vocabulary.near(word))},
            relaxations=() if total else self._relaxations(match),
        )

    def _match(self, question: Question) -> Match:
        """What the words find among everything that is in force or was."""
        counts = self._count(question, question.clauses)
        clauses = _holding(question, counts)
        allowed = _allowed(question, clauses)
        words = [clause for clause in clauses if not clause.is_weak]
        if not words:
            is_lost = bool(question.clauses or question.unknown)
            some = _NOTHING if is_lost else _all_of(allowed)
            return Match(None, some, some)
        if clauses != question.clauses:
            counts = self._count(question, clauses)
        enough = self._enough(allowed, words, counts)
        return Match(
            scored=_scored(question, clauses, words if enough < len(words) else (), counts),
            some=_all_of([*allowed, _at_least(words, enough)]),
            whole=_all_of([*allowed, _at_least(words, len(words))]) if enough < len(words) else None,
        )

    def _count(self, question: Question, clauses: Sequence[Clause]) -> Counts:
        """How many models hold each clause and each of its parts, by its terms, and the whole name; where fewer words
        could be enough, also how many of those to be shown hold all of them, by their number."""
        asked: dict[Any, Clauses] = {"name": Q("term", name=question.name)} if question.name else {}
        asked |= {clause.terms: _holds(clause) for each in clauses for clause in (*each.parts, each)}
        words = [clause for clause in clauses if not clause.is_weak]
        if len(words) > scoring.fewest_words(len(words)):
            asked[len(words)] = self._shown_with(_allowed(question, clauses), words, len(words))
        return self._counted(_EVERYTHING, asked)

    def _enough(self, allowed: Sequence[Clauses], words: Sequence[Clause], counts: Counts) -> int:
        """How many of the words a model must hold, so that there are enough models."""
        fewest, wanted = scoring.fewest_words(len(words)), scoring.enough(len(words))
        if len(words) == fewest or counts[len(words)] >= wanted:
            return len(words)
        ladder = range(len(words) - 1, fewest, -1)
        asked = {fewer: self._shown_with(allowed, words, fewer) for fewer in ladder}
        held = self._counted(_EVERYTHING, asked) if asked else {}
        return next((fewer for fewer in ladder if held[fewer] >= wanted), fewest)

    def _shown_with(self, allowed: Sequence[Clauses], words: Sequence[Clause], count: int) -> Clauses:
        """Which of those to be shown hold at least so many of the words."""
        return _all_of([self.begun, self.filters["standing"], *allowed, _at_least(words, count)])

    def _counted(self, among: Clauses, asked: Mapping[Any, Clauses]) -> Counts:
        """How many models of some each query finds, by its key; and how many there are, as the total."""
        search = _search(among)[0:0]
        for place, query in enumerate(asked.values()):
            search.aggs.bucket(str(place), A("filter", query))
        (answer,) = self._answers(search)
        counted = answer.get("aggregations", {})
        counts = {key: counted[str(place)]["doc_count"] for place, key in enumerate(asked)}
        return {**counts, "total": answer["hits"]["total"]["value"]}

    def _found(self, match: Match) -> tuple[Json, Json, Json]:
        """The page of models, the counts of every facet, and of the facets of which only what is there at all is
        shown, what is there: in one request."""
        page, counted, known = self._answers(self._page(match), self._facet_counts(match), self._known())
        return page, counted["aggregations"], known["aggregations"]

    def _page(self, match: Match) -> Search:
        filters = [self.begun, match.some, *self.filters.values()]
        search = _search(Q("bool", filter=filters, must=[self._points(match)])).sort(*self._order(match))
        search = search[self.query.offset : self.query.offset + self.query.limit].extra(track_scores=True)
        return search.params(request_cache=False)

    def _facet_counts(self, match: Match) -> Search:
        search = _search(_all_of([self.begun, match.some]))[0:0]
        shared = search.aggs.bucket("shared", A("filter", _all_of(self.filters.values())))
        if match.whole:
            shared.bucket("whole", A("filter", match.whole))
        shared.bucket("filed", A("terms", field="filed", size=MOST_VALUES, min_doc_count=0))
        for key in self.facets:
            if key in self.filters:
                search.aggs.bucket(f"for {key}", A("filter", self._narrowing(but=key))).bucket(key, self._counting(key))
            elif self.named[key] is not None:
                shared.bucket(key, self._counting(key))
        return search

    def _known(self) -> Search:
        search = _search(_EVERYTHING)[0:0]
        for key in _SHOWN_WHERE_KNOWN:
            search.aggs.bucket(key, self._counting(key))
        return search

    def _points(self, match: Match) -> Clauses:
        """What gives each model its score: its words, or without them, where the order needs it, its tier."""
        if match.scored and self.query.sort == "best":
            return match.scored
        if self.query.sort == "tier" or (self.query.sort == "best" and not self.question.is_asking):
            ranks = [
                Q("constant_score", filter=Q("term", **{f"tier.{tier}": self.at}), boost=1 + tier.rank) for tier in Tier
            ]
            return Q("bool", should=ranks)
        return Q("constant_score", filter=_EVERYTHING, boost=1)

    def _order(self, match: Match) -> list[Any]:
        direction = "desc" if self.query.is_descending else "asc"
        by_name = [{"name_order": "asc"}, {"number": "asc"}]
        if self.query.sort == "name":
            return [{"name_order": direction}, {"number": direction}]
        if self.query.sort == "tier":
            return [{"_score": direction}, *by_name]
        if self.query.sort != "best":
            name = {"price": "price_low"}.get(self.query.sort, self.query.sort)
            return [{name: {"order": direction, "missing": "_last"}}, *by_name]
        if self.question.is_asking:
            return [*([{"_script": _WORTH}] if match.scored else []), self._draw("asc")]
        return [{"_score": "desc"}, {"approved": "desc"}, {"completeness": "desc"}, self._draw("desc")]

    def _draw(self, direction: str) -> dict[str, Any]:
        params = scoring.draw_numbers(scoring.week_of(self.query.at))
        return {"_script": {"type": "number", "order": direction, "script": {"source": _DRAW, "params": params}}}

    def _filters(self) -> dict[str, Clauses]:
        filters = {"standing": self._having("standing", (IN_FORCE,))}
        for key, chosen in self.query.chosen.items():
            if key in self.facets and chosen:
                filters[key] = self._having(key, chosen)
        return filters

    def _having(self, key: str, chosen: Sequence[str]) -> Clauses:
        named = self.named[key]
        if named is None:
            return Q("terms", filed=[f"{key}:{value}" for value in chosen])
        return Q("bool", should=[named.get(value, _NOTHING) for value in chosen], minimum_should_match=1)

    def _named(self, key: str) -> dict[str, Clauses] | None:
        """For a facet that the clock decides or whoever asks, what finds each of its values; None for the others."""
        if key in self.query.circles:
            held = self.query.circles[key]
            return {value: Q("terms", number=sorted(numbers)) for value, numbers in held.items()}
        if key in AGED:
            return {
                NOT_ON_RECORD: Q("term", filed=f"{key}:{NOT_ON_RECORD}"),
                **{band: _within(f"day.{key}", *bound) for band, bound in ages.bounds(self.today).items()},
            }
        values = {"tier": Tier.values, "standing": elastic_index.STANDINGS}.get(key)
        return None if values is None else {value: Q("term", **{f"{key}.{value}": self.at}) for value in values}

    def _narrowing(self, but: str = "") -> Clauses:
        return _all_of([members for key, members in self.filters.items() if key != but])

    def _counting(self, key: str) -> Any:
        named = self.named[key]
        if named is None:
            return A("terms", field="filed", include=f"{key}:.*", size=MOST_VALUES, min_doc_count=0)
        return A("filters", filters=named)

    def _facet(self, key: str, counted: Json, filed: Mapping[str, dict[str, int]], known: Json) -> Facet:
        chosen = tuple(self.query.chosen.get(key, ()))
        held = counted[f"for {key}"] if key in self.filters else counted["shared"]
        if self.named[key] is None:
            counts = _by_facet(held[key]) if key in self.filters else filed
            return Facet(key=key, counts=counts.get(key, {}), chosen=chosen)
        counts = _counts(held[key])
        if key in _SHOWN_WHERE_KNOWN:
            there = _counts(known[key])
            counts = {value: count for value, count in counts.items() if there[value] or value == IN_FORCE}
        return Facet(key=key, counts=counts, chosen=chosen)

    def _relaxations(self, match: Match) -> tuple[Relaxation, ...]:
        """Each single thing that could be dropped and would leave something to see, most first."""
        everything = self._narrowing()
        usual = self._having("standing", (IN_FORCE,)) if self.query.chosen.get("standing") else _EVERYTHING
        dropped = {key: [match.some, self._narrowing(but=key)] for key in self.filters if key != "standing"}
        dropped["standing"] = [match.some, usual, self._narrowing(but="standing")]
        for drop, other in (
            ("quotes", unquoted(self.question)),
            ("exclusions", replace(self.question, excluded=())),
        ):
            if other != self.question:
                some = self._match(other).some if other.is_asking else _EVERYTHING
                dropped[drop] = [some, everything]
        if self.question.is_asking:
            dropped["words"] = [everything]
        counts = self._counted(self.begun, {drop: _all_of(queries) for drop, queries in dropped.items()})
        found = (Relaxation(drop=drop, total=counts[drop]) for drop in dropped)
        return tuple(sorted((one for one in found if one.total), key=lambda one: -one.total))

    def _answers(self, *searches: Search) -> list[Json]:
        """What the server answers each of these, in one request that is given the time that is left; one that no time
        is left for is late."""
        left = self.until - time.monotonic()
        if left <= 0:
            raise ConnectionTimeout("the time for this search is over")
        asked = MultiSearch(using=elastic_index.client(left), index=elastic_index.live_alias())
        for search in searches:
            asked = asked.add(search.extra(timeout=f"{self.patience_seconds * 1_000:.0f}ms"))
        return [answer.to_dict() for answer in asked.execute()]


def _search(query: Clauses) -> Search:
    """A search for numbers only, whole or not at all. The server may know its answer by heart until a change."""
    search = Search().query(query).source(False).extra(track_total_hits=True)
    return search.params(allow_partial_search_results=False, request_cache=True)


def _counts(counted: Json) -> dict[str, int]:
    """Of an aggregation whose buckets have names or keys, how many each holds."""
    buckets = counted["buckets"]
    if isinstance(buckets, list):
        return {bucket["key"]: bucket["doc_count"] for bucket in buckets}
    return {value: bucket["doc_count"] for value, bucket in buckets.items()}


def _by_facet(counted: Json) -> dict[str, dict[str, int]]:
    """The counts of what entries are filed under, `key:value`, by key."""
    found: dict[str, dict[str, int]] = {}
    for filed, count in _counts(counted).items():
        key, _, value = filed.partition(":")
        found.setdefault(key, {})[value] = count
    return found


def _within(name: str, after: str, until: str) -> Clauses:
    bounds = {**({"gt": after} if after else {}), **({"lte": until} if until else {})}
    return Q("range", **{name: bounds})


def _all_of(queries: Any) -> Clauses:
    return Q("bool", filter=list(queries)) if queries else _EVERYTHING


def _at_least(words: Sequence[Clause], count: int) -> Clauses:
    held = [_holds(clause) for clause in words]
    return _all_of(held) if count == len(words) else Q("bool", should=held, minimum_should_match=count)


def _allowed(question: Question, clauses: Sequence[Clause]) -> list[Clauses]:
    """What every model must meet whatever words are enough: to hold nothing excluded and all that is required."""
    return [*_excluding(question), *(_holds(clause) for clause in clauses if clause.is_required)]


def _excluding(question: Question) -> list[Clauses]:
    return [Q("bool", must_not=[_term("any", term) for term in question.excluded])] if question.excluded else []


def _term(name: str, term: Stems) -> Clauses:
    return Q("term", **{name: term[0]}) if len(term) == 1 else Q("match_phrase", **{name: " ".join(term)})


def _holds(clause: Clause) -> Clauses:
    return Q("bool", should=[_term("any", term) for term, _ in clause.terms], minimum_should_match=1)


def _holding(question: Question, counts: Counts) -> tuple[Clause, ...]:
    """The clauses that some model holds; of a phrase that none does, the words; what is required stays."""
    found: list[Clause] = []
    for clause in question.clauses:
        if clause.is_required or counts[clause.terms]:
            found.append(clause)
        else:
            found += [part for part in clause.parts if counts[part.terms]]
    if found and all(clause.is_weak for clause in found):
        found = [replace(clause, is_weak=False) for clause in found]
    return tuple(found)


def _scored(question: Question, clauses: Sequence[Clause], words: Sequence[Clause], counts: Counts) -> Clauses:
    """The sum of what the clauses are worth and of the name, times the square of the share of words that are held,
    times the published boosts."""
    total = counts["total"]
    worth = [
        _worth(clause, scoring.weight(clause.is_weak, clause.is_grade) * rarity)
        for clause in clauses
        if (rarity := scoring.rarity(counts[clause.terms], total))
    ]
    named = counts.get("name", 0)
    if question.name and named:
        boost = scoring.FIELD_WEIGHTS["name"] * scoring.rarity(named, total)
        worth.append(Q("constant_score", filter=Q("term", name=question.name), boost=boost))
    share = [{"filter": _holds(clause).to_dict(), "weight": 1 / len(words)} for clause in words]
    boosts = [{"field_value_factor": {"field": "boost"}}]
    rounds = [share, share, boosts] if len(words) > 1 else [boosts]
    return reduce(_times, rounds, Q("bool", should=worth))


def _times(query: Clauses, functions: list[dict]) -> Clauses:
    return Q("function_score", query=query, functions=functions, score_mode="sum", boost_mode="multiply")


def _worth(clause: Clause, weight: float) -> Clauses:
    """What a clause is worth: the most of its terms, each the sum of the weights of the fields that hold it."""
    terms = [
        Q(
            "bool",
            should=[
                Q("constant_score", filter=_term(name, term), boost=weight * worth * scoring.FIELD_WEIGHTS[name])
                for name in FIELDS
            ],
        )
        for term, worth in clause.terms
    ]
    return terms[0] if len(terms) == 1 else Q("dis_max", queries=terms)
