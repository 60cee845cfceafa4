"""The life of a debrief."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class DebriefState(TextChoices):
    """Where a debrief stands. Whether it is late follows from its instants."""

    ASKED = "asked", "Asked for"
    HELD = "held", "Held"


DEBRIEF = Lifecycle(
    "debrief",
    states=DebriefState,
    initial=DebriefState.ASKED,
    moves=[Move("hold", "asked", "held", words="recorded the debrief")],
    created_words="asked for a debrief",
)
