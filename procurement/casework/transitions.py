"""The life of a batch: prepared, looked at and done once; rows that failed are tried again within it."""

from django.db.models import TextChoices

from marketplace.lifecycles.machine import Lifecycle, Move


class BatchState(TextChoices):
    """Where a batch stands."""

    PREPARED = "prepared", "Not confirmed yet"
    RUN = "run", "Done"


class RowState(TextChoices):
    """Where one application of a batch stands."""

    WAITING = "waiting", "Not done yet"
    DONE = "done", "Done"
    FAILED = "failed", "Could not be done"


BATCH = Lifecycle(
    "batch",
    states=BatchState,
    initial=BatchState.PREPARED,
    moves=[Move("run", "prepared", "run", words="confirmed an act on several applications")],
    created_words="prepared an act on several applications",
)
