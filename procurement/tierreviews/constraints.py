"""The database's own guard: the dossier of a tier review is written once."""

from typing import Any

from marketplace.immutability import WrittenOnce, install_all
from procurement.tierreviews.models import TierReview

WRITTEN_ONCE = (
    WrittenOnce(
        TierReview,
        "a dossier is written once",
        fields=("designation", "policy_version", "dossier", "dossier_text", "dossier_sha256", "dossier_at"),
        since="OLD.dossier_sha256 <> ''",
    ),
)


def install(connection: Any) -> None:
    """Freeze what was assembled; may be run again."""
    install_all(connection, *WRITTEN_ONCE)
