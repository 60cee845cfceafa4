"""The database's own guards: what a panel was asked, what it voted and what was decided stay as they are."""

from marketplace.immutability import WrittenOnce
from procurement.measures.models import MeasureDecision, MeasureVote

DECIDED = ("state", "is_validated", "reason", "decided_by", "decided_at")
CAST = ("decision", "panelist", "expertise", "state", "is_valid", "reason", "cast_at")
WRITTEN_ONCE = (
    WrittenOnce(
        MeasureDecision,
        "a decision about a measure stays as it was opened and decided",
        fields=("reference", "measure", "owner_name", "question", "policy_version", "opened_by", "created_at"),
    ),
    WrittenOnce(
        MeasureDecision,
        "a decision about a measure stays as it was opened and decided",
        fields=DECIDED,
        since="OLD.state = 'decided'",
        part="_decided",
    ),
    WrittenOnce(MeasureVote, "a vote that was cast never changes", fields=CAST, since="OLD.state = 'cast'"),
)
