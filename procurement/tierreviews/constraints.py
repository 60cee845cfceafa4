"""The database's own guard: the dossier of a tier review is written once."""

from marketplace.immutability import WrittenOnce
from procurement.tierreviews.models import TierReview

WRITTEN_ONCE = (
    WrittenOnce(
        TierReview,
        "a dossier is written once",
        fields=("designation", "policy_version", "dossier", "dossier_text", "dossier_sha256", "dossier_at"),
        since="OLD.dossier_sha256 <> ''",
    ),
)
