"""What an evaluator says to a study that names it."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class AttributionState(TextChoices):
    """Whether the evaluator agrees that the study is theirs."""

    NAMED = "named", "Not confirmed yet"
    CONFIRMED = "confirmed", "Confirmed"
    DISPUTED = "disputed", "Disputed"


ATTRIBUTION = Lifecycle(
    "attribution",
    states=AttributionState,
    initial=AttributionState.NAMED,
    created_words="named an evaluator of the register in a study",
    moves=[
        Move("confirm", ("named", "disputed"), "confirmed", words="confirmed that the study is theirs"),
        Move("dispute", ("named", "confirmed"), "disputed", words="said that the study is not theirs"),
    ],
)
