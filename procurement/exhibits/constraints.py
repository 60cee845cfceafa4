"""The database's own guard: what was put before the other side stays what it was."""

from marketplace.immutability import WrittenOnce
from procurement.exhibits.models import Exhibit

WRITTEN_ONCE = (
    WrittenOnce(
        Exhibit,
        "a document that goes with a contract stays what it was",
        fields=("negotiation", "document", "version", "file", "attached_by", "attached_at"),
    ),
    WrittenOnce(
        Exhibit,
        "a document that was taken off stays off",
        fields=("taken_off_at",),
        since="OLD.taken_off_at IS NOT NULL",
        part="_off",
    ),
)
