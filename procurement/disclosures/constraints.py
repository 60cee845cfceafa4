"""The database's own guard: a statement that was sent and a copy that was made stay as they are."""

from marketplace.immutability import WrittenOnce
from procurement.disclosures.models import ConfidentialityStatement, PublicCopy

MADE = ("application", "source_sha256", "sha256", "data", "file", "made_at")
WRITTEN_ONCE = (
    WrittenOnce(ConfidentialityStatement, "a statement that was sent stays as signed", since="OLD.file_id IS NOT NULL"),
    WrittenOnce(PublicCopy, "a public copy stays as it was made", fields=MADE),
    WrittenOnce(
        PublicCopy,
        "a public copy that was released stays public",
        fields=("released_at", "released_by"),
        since="OLD.released_at IS NOT NULL",
        part="_released",
    ),
)
