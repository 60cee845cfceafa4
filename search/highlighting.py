"""PURE: which words of a text were looked for, to show why it was found."""

from collections.abc import Iterable, Sequence

from search.stemming import Stems, stem
from search.words import spans_in

WORDS_AROUND = 7


def pieces_of(text: str, terms: Iterable[Stems]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is a term: a word by its stem, a phrase as a whole."""
    spans = spans_in(text)
    pieces, end = [], 0
    for first, last in _found([stem(word) for word, _, _ in spans], terms):
        start, stop = spans[first][1], spans[last][2]
        pieces += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    pieces.append((text[end:], False))
    return [piece for piece in pieces if piece[0]]


def excerpt_of(text: str, terms: Sequence[Stems]) -> str:
    """A few words around the first term in the text; nothing where it holds none."""
    spans = spans_in(text)
    place = next(iter(_found([stem(word) for word, _, _ in spans], terms)), None)
    if place is None:
        return ""
    first, last = max(place[0] - WORDS_AROUND, 0), min(place[1] + WORDS_AROUND, len(spans) - 1)
    before, after = "…" if first else "", "…" if last < len(spans) - 1 else ""
    return f"{before}{text[spans[first][1] : spans[last][2]]}{after}"


def holds(text: str, term: Stems) -> bool:
    """Whether the text holds a word of that stem, or those words side by side."""
    return bool(_found([stem(word) for word, _, _ in spans_in(text)], [term]))


def _found(stems: Sequence[str], terms: Iterable[Stems]) -> list[tuple[int, int]]:
    """The first and last place of each term, without overlaps; of several that begin together the longest."""
    by_first: dict[str, list[Stems]] = {}
    for term in terms:
        by_first.setdefault(term[0], []).append(term)
    found, place = [], 0
    while place < len(stems):
        fitting = (term for term in by_first.get(stems[place], ()) if tuple(stems[place : place + len(term)]) == term)
        length = max(map(len, fitting), default=0)
        if length:
            found.append((place, place + length - 1))
        place += max(length, 1)
    return found
