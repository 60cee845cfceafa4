"""The database's own guard: what was put before the other side stays what it was."""

from marketplace.immutability import WrittenOnce
from procurement.exhibits.models import Exhibit

WORDS = "a document that goes with a contract stays what it was"
WRITTEN_ONCE = (
    WrittenOnce(Exhibit, WORDS, fields=("negotiation", "document", "version", "file", "attached_by", "attached_at")),
    WrittenOnce(Exhibit, WORDS, fields=("taken_off_at",), since="OLD.taken_off_at IS NOT NULL", part="_off"),
)
