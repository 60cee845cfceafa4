"""The database's own guard: what was sent with an application stays the version that was sent."""

from marketplace.immutability import WrittenOnce
from procurement.attachments.models import AttachedDocument

SENT = ("application", "document", "version", "section", "file", "attached_by", "attached_at")
WRITTEN_ONCE = (
    WrittenOnce(
        AttachedDocument,
        "a document that was sent with an application stays with it",
        fields=SENT,
        since="OLD.file_id IS NOT NULL",
    ),
)
