"""The database's own guards: an appeal stays as it was filed and, once it is closed, as it was decided."""

from marketplace.immutability import WrittenOnce
from procurement.appeals.models import Appeal

WORDS = "an appeal stays as it was filed and as it was decided"
FILED = (
    "reference", "determination", "provider", "grounds", "new_evidence", "filed_sha256", "filed_by", "created_at",
)  # fmt: skip
CLOSED = ("state", "taken_up_by", "taken_up_at", "reason", "decided_by", "closed_at", "result", "sha256")
WRITTEN_ONCE = (
    WrittenOnce(Appeal, WORDS, fields=FILED),
    WrittenOnce(Appeal, WORDS, fields=CLOSED, since="OLD.closed_at IS NOT NULL", part="_closed"),
)
