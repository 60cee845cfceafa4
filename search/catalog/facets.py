"""The facets as people read them: titles, and the words for each value in the order of the vocabulary."""

from search.facets import BY_KEY, DECLARED, FacetWords

__all__ = ["BY_KEY", "FACET_WORDS", "FacetWords"]

FACET_WORDS = DECLARED
