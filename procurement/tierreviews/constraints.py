"""The database's own guard: the dossier of a tier review is written once, unless what stood is kept as an edition."""

from marketplace.immutability import WrittenOnce
from procurement.tierreviews.models import TierReview, TierReviewEdition

_KEPT = (
    f"EXISTS (SELECT 1 FROM {TierReviewEdition._meta.db_table} e "
    "WHERE e.review_id = OLD.id AND e.dossier_sha256 = OLD.dossier_sha256)"
)

WRITTEN_ONCE = (
    WrittenOnce(
        TierReview,
        "a dossier is written once",
        fields=("dossier", "dossier_text", "dossier_sha256", "dossier_at"),
        since=f"OLD.dossier_sha256 <> '' AND NOT {_KEPT}",
    ),
    WrittenOnce(
        TierReview,
        "a dossier is written once",
        fields=("designation", "policy_version"),
        since="OLD.dossier_sha256 <> ''",
        part="_subject",
    ),
    WrittenOnce(TierReviewEdition, "an earlier dossier is written once"),
)
