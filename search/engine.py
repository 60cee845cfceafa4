"""What can be asked of the catalogue and what it answers: the one interface that every engine keeps."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from search.facets import IN_FORCE, KEYS
from search.language import Question

__all__ = ["FACETS", "IN_FORCE", "SORTS", "Facet", "Query", "Relaxation", "Results", "SearchEngine"]

FACETS = KEYS
SORTS = ("best", "name", "tier", "effect", "price", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Words and filters at an instant. Within a facet any chosen value will do; across facets all must be met.

    `circles` are further facets that the asker brings: the numbers of the entries that each of their values holds.
    `at` decides what is in force, which alone is looked at unless a `standing` is chosen. `words` may hold anything
    that a person can type.
    """

    at: datetime
    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    circles: Mapping[str, Mapping[str, frozenset[int]]] = field(default_factory=dict)
    sort: str = "best"
    is_descending: bool = False
    offset: int = 0
    limit: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """How many models each value of a facet would show, its own selection aside."""

    key: str
    counts: Mapping[str, int]
    chosen: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """Something to drop, and how many models there are without it.

    It is the key of a facet, `words`, `quotes` (the words stay) or `exclusions`. `standing`, where none is chosen, is
    that only what is in force is looked at.
    """

    drop: str
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The page of entries asked for, best first, by their numbers, and what surrounds it.

    `question` is how the words were read. `whole` counts the models that hold every word; where it is less than
    `total`, the others hold most or some of them. `near` offers spellings for words that no model uses. `is_stand_in`
    says that another engine than the usual one answered.
    """

    total: int
    numbers: tuple[int, ...]
    facets: tuple[Facet, ...]
    question: Question = field(default_factory=Question)
    whole: int = 0
    near: Mapping[str, str] = field(default_factory=dict)
    relaxations: tuple[Relaxation, ...] = ()
    is_stand_in: bool = False


class SearchEngine(Protocol):
    """What the catalogue needs from whatever searches for it."""

    def search(self, query: Query) -> Results:
        """Answer a query; never raises for anything that a person can type."""
        ...
