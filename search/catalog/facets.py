"""The facets as people read them: those of the engines, and the two about a district, given by whoever asks."""

from search.catalog.circles import ALIKE_LABELS, NEAR_LABELS
from search.facets import DECLARED, FacetWords

__all__ = ["BY_KEY", "FACET_WORDS", "FacetWords"]

DISTRICTS = "Districts that use it"
FACET_WORDS = (
    *DECLARED,
    FacetWords(key="near", title="Used nearby, willing to be asked", fixed=NEAR_LABELS, group=DISTRICTS),
    FacetWords(key="alike", title="Used by districts like mine", fixed=ALIKE_LABELS, group=DISTRICTS),
)
BY_KEY = {words.key: words for words in FACET_WORDS}
