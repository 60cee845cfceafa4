"""PURE: a clause of the library as people read it."""

from typing import Any

from procurement.clauses.positions import ClauseTerms, Position, Stand, limits_words, words_of


def reading_of(terms: ClauseTerms) -> dict[str, Any]:
    """A clause as people read it: its standard words, its alternatives' words, its numbers."""
    return {
        "paragraphs": words_of(terms, Position()).split("\n\n"),
        "alternatives": [
            (each.number, each.title, words_of(terms, Position(Stand.ALTERNATIVE, each.number)))
            for each in terms.alternatives
        ],
        "parameters": [(parameter, limits_words(parameter, {})) for parameter in terms.parameters],
    }
