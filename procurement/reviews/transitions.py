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


ASSIGNMENT = Lifecycle(
    "review_assignment",
    states=AssignmentState,
    initial=AssignmentState.OFFERED,
    moves=[
        Move("accept", "offered", "accepted", words="declared no conflict and took on the review"),
        Move("decline", ("offered", "accepted"), "declined", words="declined the review"),
        Move("recuse", ("offered", "accepted"), "recused", words="was recused from the review"),
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
