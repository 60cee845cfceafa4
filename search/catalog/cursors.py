"""Where a reader of a search stands: signed, opaque, and held by the models last given, not by a count alone."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.core import signing

from marketplace.api.problems import Fault, Problem
from search.engine import Query

SALT = "search.catalog.cursor"
ANCHORS = 3
SLACK = 50


@dataclass(frozen=True, slots=True)
class Cursor:
    """How many models were given, the last of them by their numbers, and the search that it belongs to."""

    given: int
    last: tuple[int, ...]
    search: str

    def signed(self) -> str:
        return signing.Signer(salt=SALT).sign_object([self.given, list(self.last), self.search])


def read(text: str) -> Cursor:
    """The cursor behind a text that was handed out. Raises ValueError for any other text."""
    try:
        given, last, search = signing.Signer(salt=SALT).unsign_object(text)
    except (signing.BadSignature, ValueError):
        raise ValueError("not one of ours") from None
    return Cursor(given, tuple(last), search)


def digest_of(search: str) -> str:
    """What tells one search from another, whichever part of its result is asked for; takes its address."""
    return hashlib.sha256(search.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a result, asked for with some models around it.

    If models came or went before it, the last that was given is found among these, and the part starts after it: none
    is given twice or passed over. Only where more than fifty moved, or all three last ones went, the count decides.
    """

    query: Query
    size: int
    cursor: Cursor | None
    search: str

    @classmethod
    def after(cls, cursor: Cursor | None, query: Query, *, address: str) -> Part:
        """The part after a cursor, or the first. Raises Problem where the cursor belongs to another search, as told by
        the search's address."""
        search = digest_of(address)
        if cursor is None:
            return cls(query, query.limit, None, search)
        if cursor.search != search:
            detail = "It belongs to another search. Send it with the same words, facets and order, or leave it out."
            raise Problem("parameters", f"cursor: {detail}", (Fault("cursor", detail),))
        start = max(cursor.given - SLACK, 0)
        limit = cursor.given - start + query.limit + SLACK
        return cls(replace(query, offset=start, limit=limit), query.limit, cursor, search)

    def numbers(self, found: Sequence[int]) -> tuple[int, ...]:
        """The models of the part, from those that the engine found."""
        start = self._start(found)
        return tuple(found[start : start + self.size])

    def following(self, found: Sequence[int], *, total: int) -> str:
        """The cursor of the next part; empty where nothing is left."""
        end = self._start(found) + self.size
        given = self.query.offset + end
        if given >= total or not self.numbers(found):
            return ""
        last = tuple(found[max(end - ANCHORS, 0) : end])
        return Cursor(given, last, self.search).signed()

    def _start(self, found: Sequence[int]) -> int:
        if self.cursor is None:
            return 0
        places = {number: place for place, number in enumerate(found)}
        known = next((places[number] for number in reversed(self.cursor.last) if number in places), None)
        return self.cursor.given - self.query.offset if known is None else known + 1
