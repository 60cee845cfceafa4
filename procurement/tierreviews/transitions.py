"""The life of a tier review."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class TierReviewState(TextChoices):
    """Where a review stands. Whether the time to reply is over follows from its instant."""

    OPENED = "opened", "Opened"
    DOSSIER = "dossier", "Dossier put together"
    RECOMMENDED = "recommended", "Recommended"
    DECIDED = "decided", "Decided"
    OVERTAKEN = "overtaken", "Overtaken"
    CLOSED = "closed", "Closed without a decision"


OPEN_STATES = (TierReviewState.OPENED, TierReviewState.DOSSIER, TierReviewState.RECOMMENDED)

TIER_REVIEW = Lifecycle(
    "tier_review",
    states=TierReviewState,
    initial=TierReviewState.OPENED,
    moves=[
        Move("assemble", "opened", "dossier", words="put the dossier together"),
        Move("recommend", "dossier", "recommended", words="recommended how the review should end"),
        Move(
            "revise",
            (TierReviewState.DOSSIER, TierReviewState.RECOMMENDED),
            "dossier",
            words="put the dossier together anew, for a new recommendation",
        ),
        Move("decide", "recommended", "decided", words="decided the tier review"),
        Move("overtake", OPEN_STATES, "overtaken", words="closed the tier review, as a new application was approved"),
        Move("close", OPEN_STATES, "closed", words="closed the tier review, as nothing was left to review"),
    ],
    created_words="opened a tier review",
)
