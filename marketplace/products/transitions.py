"""The states of a model version."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class VersionState(TextChoices):
    WORKING = "working", "Working draft"
    FROZEN = "frozen", "Frozen"


MODEL_VERSION = Lifecycle(
    "model_version",
    states=VersionState,
    initial=VersionState.WORKING,
    moves=[Move("freeze", VersionState.WORKING, VersionState.FROZEN, words="froze this version")],
    created_words="started this version",
)
