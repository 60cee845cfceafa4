"""The life of a shortlist: worked on, then frozen for good."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class ShortlistState(TextChoices):
    """Frozen is the market research record; what goes on is a copy."""

    WORKING = "working", "Working"
    FROZEN = "frozen", "Frozen"


SHORTLIST = Lifecycle(
    "shortlist",
    states=ShortlistState,
    initial=ShortlistState.WORKING,
    moves=[Move("freeze", "working", "frozen", words="froze the shortlist as a market research record")],
    created_words="started a shortlist",
)
