"""The database's own guard: an application that was sent stays as it was sent."""

from marketplace.immutability import WrittenOnce
from procurement.applications.models import Application, CureRequest

SENT = (
    "round", "provider", "model", "model_version", "tier_asked", "submitted_at", "submitted_by", "canonical_text",
    "sha256",
)  # fmt: skip

ASKED = (
    "application", "number", "items", "sections", "due_at", "asked_by", "asked_at", "text_before", "sha256_before",
)  # fmt: skip

WRITTEN_ONCE = (
    WrittenOnce(
        Application,
        "an application that was sent never changes",
        fields=SENT,
        since="OLD.sha256 <> '' AND OLD.state <> 'cure_requested'",
    ),
    WrittenOnce(CureRequest, "a request for what is missing never changes", fields=ASKED),
)
