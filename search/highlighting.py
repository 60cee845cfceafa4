"""PURE: which words of a text were looked for, to show why it was found."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from search.stemming import Stems, stem
from search.words import spans_in

WORDS_AROUND = 7
TEXTS_KEPT = 2_000


def pieces_of(text: str, terms: Iterable[Stems]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a term: a word by its stem, a phrase as a whole."""
    spans, stems = _read(text)
    pieces, end = [], 0
    for first, last in _found(stems, terms):
        start, stop = spans[first][1], spans[last][2]
        pieces += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    pieces.append((text[end:], False))
    return [piece for piece in pieces if piece[0]]


def excerpt_of(text: str, terms: Sequence[Stems]) -> str:
    """A few words around the first term in the text; nothing where it holds none."""
    spans, stems = _split(text)
    place = next(iter(_found(stems, terms)), None)
    if place is None:
        return ""
    first, last = max(place[0] - WORDS_AROUND, 0), min(place[1] + WORDS_AROUND, len(spans) - 1)
    before, after = "…" if first else "", "…" if last < len(spans) - 1 else ""
    return f"{before}{text[spans[first][1] : spans[last][2]]}{after}"


def holds(text: str, term: Stems) -> bool:
    """Whether the text holds a word of that stem, or those words side by side."""
    return bool(_found(_read(text)[1], [term]))


@lru_cache(maxsize=TEXTS_KEPT)
def _read(text: str) -> tuple[list[tuple[str, int, int]], tuple[str, ...]]:
    """A short text, kept: names, labels and summaries are read for every term of every page."""
    return _split(text)


def _split(text: str) -> tuple[list[tuple[str, int, int]], tuple[str, ...]]:
    """The words of a text, with where they stand, and their stems."""
    spans = spans_in(text)
    return spans, tuple(stem(word) for word, _, _ in spans)


def _found(stems: tuple[str, ...], terms: Iterable[Stems]) -> list[tuple[int, int]]:
    """The first and last place of each term, without overlaps; of several that begin together the longest."""
    by_first: dict[str, list[Stems]] = {}
    for term in terms:
        by_first.setdefault(term[0], []).append(term)
    if by_first.keys().isdisjoint(stems):
        return []
    found, place = [], 0
    while place < len(stems):
        fitting = (term for term in by_first.get(stems[place], ()) if stems[place : place + len(term)] == term)
        length = max(map(len, fitting), default=0)
        if length:
            found.append((place, place + length - 1))
        place += max(length, 1)
    return found
