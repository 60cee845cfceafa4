"""The database's own guards: who was asked for which task stays; what was declined or taken back stays so."""

from marketplace.immutability import WrittenOnce
from marketplace.organizations.models import DeskHandover, HelpingHand

GRANTED = (
    "organization", "task", "role", "subject_type", "subject_id", "reference", "email", "token", "note", "granted_by",
    "granted_at", "ends_at",
)  # fmt: skip
AGREED = ("organization", "giver", "taker", "starts_at", "ends_at", "made_by", "made_at")
WORDS = "a helping hand stays as it was granted and as it ended"
WRITTEN_ONCE = (
    WrittenOnce(HelpingHand, WORDS, fields=GRANTED),
    WrittenOnce(
        HelpingHand, WORDS, fields=("state", "person", "closed_at"), since="OLD.closed_at IS NOT NULL", part="_closed"
    ),
    WrittenOnce(DeskHandover, "a hand-over stays as it was agreed", fields=AGREED),
)
