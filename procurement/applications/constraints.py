"""The database's own guard: an application that was sent stays as it was sent."""

from marketplace.immutability import WrittenOnce
from procurement.applications.models import Application

SENT = (
    "round", "provider", "model", "model_version", "tier_asked", "submitted_at", "submitted_by", "canonical_text",
    "sha256",
)  # fmt: skip

WRITTEN_ONCE = (
    WrittenOnce(Application, "an application that was sent never changes", fields=SENT, since="OLD.sha256 <> ''"),
)
