"""The life of a saved search."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class SavedSearchState(TextChoices):
    """Whether it still looks for news."""

    KEPT = "kept", "Kept"
    REMOVED = "removed", "Removed"


SAVED_SEARCH = Lifecycle(
    "saved_search",
    states=SavedSearchState,
    initial=SavedSearchState.KEPT,
    moves=[Move("remove", "kept", "removed", words="removed the search")],
    created_words="saved the search",
)
