"""The database's own guards: a request stays as it was filed and, once it was closed, as it was decided."""

from marketplace.immutability import WrittenOnce
from procurement.versionchanges.models import VersionChange

WORDS = "a version change stays as it was filed and decided"
FILED = (
    "reference", "model", "provider", "designation", "before", "after", "explanation", "differences", "filed_by",
    "created_at",
)  # fmt: skip
DECIDED = ("state", "reason", "decided_by", "decided_at")
WRITTEN_ONCE = (
    WrittenOnce(VersionChange, WORDS, fields=FILED),
    WrittenOnce(VersionChange, WORDS, fields=DECIDED, since="OLD.state NOT IN ('filed', 'in_review')", part="_decided"),
)
