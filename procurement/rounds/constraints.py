"""The database's own guard: what was amended and answered stays as it was."""

from typing import Any

from marketplace.immutability import WrittenOnce, install_all
from procurement.rounds.models import Round, RoundAmendment, RoundDocument, RoundExtension, RoundQuestion

WRITTEN_ONCE = (
    WrittenOnce(
        Round,
        "what a published round asks never changes",
        fields=("reference", "is_rolling", "policy_version", "criteria", "form_version", "form", "published_at"),
        since="OLD.published_at IS NOT NULL",
    ),
    WrittenOnce(
        RoundDocument,
        "a document that was public with a round stays with it",
        fields=("round", "title", "file", "added_by", "added_at", "public_at"),
        since="OLD.public_at IS NOT NULL",
    ),
    WrittenOnce(RoundAmendment, "an amendment never changes"),
    WrittenOnce(RoundExtension, "an extension never changes"),
    WrittenOnce(RoundQuestion, "a question that was answered or rejected never changes", since="OLD.state <> 'asked'"),
)


def install(connection: Any) -> None:
    """Freeze them; may be run again."""
    install_all(connection, *WRITTEN_ONCE)
