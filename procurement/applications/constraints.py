"""The database's own guard: an application that was sent stays as it was sent."""

from typing import Any

from marketplace.immutability import WrittenOnce, install_all
from procurement.applications.models import Application

SENT = (
    "round", "provider", "model", "model_version", "tier_asked", "submitted_at", "submitted_by", "canonical_text",
    "sha256",
)  # fmt: skip

WRITTEN_ONCE = (
    WrittenOnce(Application, "an application that was sent never changes", fields=SENT, since="OLD.sha256 <> ''"),
)


def install(connection: Any) -> None:
    """Freeze what was sent; may be run again."""
    install_all(connection, *WRITTEN_ONCE)
