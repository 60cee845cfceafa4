"""The life of a negotiation."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class NegotiationState(TextChoices):
    """Agreed once both sides hold the same hash; a declined or lapsed contract opens it again."""

    OPEN = "open", "Open"
    AGREED = "agreed", "Agreed"
    ABANDONED = "abandoned", "Abandoned"


NEGOTIATION = Lifecycle(
    "negotiation",
    states=NegotiationState,
    initial=NegotiationState.OPEN,
    moves=[
        Move("agree", "open", "agreed", words="agreed to the same text"),
        Move("reopen", "agreed", "open", words="took the talks up again"),
        Move("abandon", "open", "abandoned", words="ended the negotiation"),
    ],
    created_words="opened the negotiation",
)
