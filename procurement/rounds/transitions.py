"""The life of a round, whose being open or closed follows from the clock and is never stored; and of a question."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class RoundState(TextChoices):
    """What people did with the round."""

    DRAFT = "draft", "Draft"
    PUBLISHED = "published", "Published"
    ARCHIVED = "archived", "Archived"


ROUND = Lifecycle(
    "round",
    states=RoundState,
    initial=RoundState.DRAFT,
    moves=[
        Move("publish", "draft", "published", words="published the round", public=True),
        Move("archive", "published", "archived", words="archived the round", public=True),
    ],
    created_words="drafted a round",
)


class QuestionState(TextChoices):
    """What became of a question."""

    ASKED = "asked", "Waits for an answer"
    ANSWERED = "answered", "Answered"
    REJECTED = "rejected", "Not answered"


ROUND_QUESTION = Lifecycle(
    "round_question",
    states=QuestionState,
    initial=QuestionState.ASKED,
    moves=[
        Move("answer", "asked", "answered", words="answered a question"),
        Move("reject", "asked", "rejected", words="rejected a question"),
    ],
    created_words="asked a question",
)
