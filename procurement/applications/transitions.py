"""The life of an application."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class ApplicationState(TextChoices):
    """Where an application stands."""

    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Sent"
    SCREENING = "screening", "Being checked"
    CURE_REQUESTED = "cure_requested", "Something is missing"
    INCOMPLETE = "incomplete", "Closed as incomplete"
    UNDER_REVIEW = "under_review", "Under review"
    CONSENSUS = "consensus", "Panel is agreeing"
    DECIDED = "decided", "Decided"
    WITHDRAWN = "withdrawn", "Withdrawn"


RUNNING_STATES = (
    ApplicationState.SUBMITTED,
    ApplicationState.SCREENING,
    ApplicationState.CURE_REQUESTED,
    ApplicationState.UNDER_REVIEW,
    ApplicationState.CONSENSUS,
)

APPLICATION = Lifecycle(
    "application",
    states=ApplicationState,
    initial=ApplicationState.DRAFT,
    moves=[
        Move("submit", "draft", "submitted", words="sent the application"),
        Move("begin_screening", "submitted", "screening", words="began to check that everything is there"),
        Move("pass_screening", "screening", "under_review", words="found everything there and opened the review"),
        Move("request_cure", "screening", "cure_requested", words="asked for what is missing"),
        Move("resubmit", "cure_requested", "submitted", words="sent what was missing"),
        Move("close_as_incomplete", "cure_requested", "incomplete", words="closed the application as incomplete"),
        Move("open_consensus", "under_review", "consensus", words="has every reviewer’s scores"),
        Move("reopen_review", "consensus", "under_review", words="has a panel that is not complete any more"),
        Move("decide", "consensus", "decided", words="has decided"),
        Move(
            "withdraw",
            RUNNING_STATES,
            "withdrawn",
            words="withdrew the application",
        ),
    ],
    created_words="started an application",
)
