"""The lives of a review assignment and of a consensus."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class AssignmentState(TextChoices):
    """Where one reviewer's part stands."""

    OFFERED = "offered", "Waiting for a declaration"
    ACCEPTED = "accepted", "Scoring"
    SUBMITTED = "submitted", "Scores sent"
    DECLINED = "declined", "Declined"
    RECUSED = "recused", "Recused"


class ConsensusState(TextChoices):
    """Where the panel's common scores stand."""

    OPEN = "open", "Being recorded"
    AGREED = "agreed", "Agreed"


class HonorariumState(TextChoices):
    """Whether a review was paid."""

    DUE = "due", "Due"
    PAID = "paid", "Paid"
    DECLINED = "declined", "Declined by the reviewer"


class RecheckFinding(TextChoices):
    """What came of looking at a declaration again."""

    CLEAR = "clear", "Nothing found"
    CONFLICT = "conflict", "Conflict found"


ASSIGNMENT = Lifecycle(
    "review_assignment",
    states=AssignmentState,
    initial=AssignmentState.OFFERED,
    moves=[
        Move("accept", "offered", "accepted", words="declared no conflict and took on the review"),
        Move("decline", ("offered", "accepted"), "declined", words="declined the review"),
        Move("recuse", ("offered", "accepted", "submitted"), "recused", words="was recused from the review"),
        Move("submit", "accepted", "submitted", words="sent scores"),
    ],
    created_words="asked a reviewer",
)
CONSENSUS = Lifecycle(
    "consensus",
    states=ConsensusState,
    initial=ConsensusState.OPEN,
    moves=[Move("agree", "open", "agreed", words="recorded the panel’s consensus")],
    created_words="has every reviewer’s scores and opened the consensus",
)
HONORARIUM = Lifecycle(
    "honorarium",
    states=HonorariumState,
    initial=HonorariumState.DUE,
    moves=[
        Move("pay", "due", "paid", words="noted that the honorarium is paid"),
        Move("decline", "due", "declined", words="declined the honorarium"),
    ],
    created_words="noted an honorarium",
)
