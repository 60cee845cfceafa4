"""The life of a request to let an approval stand on a later version of its model."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class ChangeState(TextChoices):
    """Where a request stands."""

    FILED = "filed", "Waits for the department"
    IN_REVIEW = "in_review", "In a tier review"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    REFERRED = "referred", "Needs a new application"
    WITHDRAWN = "withdrawn", "Withdrawn"


OPEN = (ChangeState.FILED, ChangeState.IN_REVIEW)

VERSION_CHANGE = Lifecycle(
    "version_change",
    states=ChangeState,
    initial=ChangeState.FILED,
    moves=[
        Move("accept", ("filed", "in_review"), "accepted", words="accepted the version"),
        Move("decline", ("filed", "in_review"), "declined", words="declined the version"),
        Move("send_to_review", "filed", "in_review", words="sent the version to a tier review"),
        Move("come_back", "in_review", "filed", words="heard that the tier review is decided"),
        Move("refer", ("filed", "in_review"), "referred", words="asked for a new application with the version"),
        Move("withdraw", ("filed", "in_review"), "withdrawn", words="withdrew the version"),
    ],
    created_words="asked to publish the version",
)
