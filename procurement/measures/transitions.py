"""The lives of a decision about a measure and of each vote in it."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class MeasureDecisionState(TextChoices):
    """Where a decision stands."""

    OPEN = "open", "With the panel"
    DECIDED = "decided", "Decided"


class VoteState(TextChoices):
    """Where a panelist's vote stands."""

    ASKED = "asked", "Asked"
    CAST = "cast", "Voted"
    RECUSED = "recused", "Stepped back"
    RELEASED = "released", "Released"


MEASURE_DECISION = Lifecycle(
    "measure_decision",
    states=MeasureDecisionState,
    initial=MeasureDecisionState.OPEN,
    moves=[Move("decide", "open", "decided", words="recorded what the panel decided", public=True)],
    created_words="opened the validation of a measure",
)
MEASURE_VOTE = Lifecycle(
    "measure_vote",
    states=VoteState,
    initial=VoteState.ASKED,
    moves=[
        Move("cast", "asked", "cast", words="voted on the measure"),
        Move("recuse", "asked", "recused", words="stepped back because of a conflict of interest"),
        Move("release", "asked", "released", words="released a member of the panel"),
    ],
    created_words="asked an expert to vote on the measure",
)
