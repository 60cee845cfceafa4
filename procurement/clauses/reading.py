"""PURE: a clause of the library as people read it."""

from collections.abc import Mapping
from typing import Any

from procurement.clauses.positions import Bounds, ClauseTerms, Position, Stand, amount_words, limits_words, words_of


def reading_of(terms: ClauseTerms, bounds: Mapping[str, Bounds] | None = None) -> dict[str, Any]:
    """A clause as people read it: its standard words, its alternatives' words, its numbers with standard and limits.

    Words that name a number which is not there are shown as they were typed, so that a draft can be previewed.
    """
    return {
        "paragraphs": _words(terms, Position()).split("\n\n"),
        "alternatives": [
            (each.number, each.title, _words(terms, Position(Stand.ALTERNATIVE, each.number)))
            for each in terms.alternatives
        ],
        "parameters": [
            (parameter, amount_words(parameter.default, parameter.unit), limits_words(parameter, bounds or {}))
            for parameter in terms.parameters
        ],
    }


def _words(terms: ClauseTerms, position: Position) -> str:
    try:
        return words_of(terms, position)
    except KeyError:
        return terms.text
