"""The life of a round. That it is open or closed follows from the clock and is never stored."""

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
