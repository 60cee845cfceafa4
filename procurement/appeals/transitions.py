"""The life of an appeal."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class AppealState(TextChoices):
    """Where an appeal stands. How long is left follows from its instants."""

    FILED = "filed", "Filed"
    UNDER_REVIEW = "under_review", "Under review"
    DISMISSED = "dismissed", "Dismissed"
    GRANTED = "granted", "Granted"
    LATE = "late", "Refused as late"


APPEAL = Lifecycle(
    "appeal",
    states=AppealState,
    initial=AppealState.FILED,
    moves=[
        Move("refuse", "filed", "late", words="refused the appeal, which came too late"),
        Move("take_up", "filed", "under_review", words="took up the appeal"),
        Move("step_back", "under_review", "filed", words="gave the appeal back for somebody else to decide"),
        Move("dismiss", "under_review", "dismissed", words="dismissed the appeal"),
        Move("grant", "under_review", "granted", words="granted the appeal"),
    ],
    created_words="filed an appeal",
)
