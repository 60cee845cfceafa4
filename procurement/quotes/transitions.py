"""The life of a request to a provider, from draft to contract."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class PilotRequestState(TextChoices):
    """Issued until the provider first answers; then negotiating until both have signed or it has ended."""

    DRAFT = "draft", "Draft"
    ISSUED = "issued", "Issued"
    NEGOTIATING = "negotiating", "Negotiating"
    CONTRACTED = "contracted", "Contracted"
    ENDED = "ended", "Ended"


LIVE = (PilotRequestState.ISSUED, PilotRequestState.NEGOTIATING)

PILOT_REQUEST = Lifecycle(
    "pilot_request",
    states=PilotRequestState,
    initial=PilotRequestState.DRAFT,
    moves=[
        Move("issue", "draft", "issued", words="issued the request"),
        Move("negotiate", "issued", "negotiating", words="answered the request"),
        Move(
            "contract", ("issued", "negotiating"), "contracted", words="turned the request into a contract", public=True
        ),
        Move("end", ("draft", "issued", "negotiating"), "ended", words="ended the request"),
    ],
    created_words="drafted a request",
)
