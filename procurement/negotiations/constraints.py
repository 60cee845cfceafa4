"""The database's own guard: a revision is written once, an acceptance can only be voided, what was said stays said."""

from marketplace.immutability import WrittenOnce
from procurement.negotiations.models import Acceptance, NegotiationComment, Revision

WRITTEN_ONCE = (
    WrittenOnce(Revision, "a revision is written once"),
    WrittenOnce(
        Acceptance,
        "an acceptance can only be voided",
        fields=("revision", "side", "person", "sha256", "accepted_at"),
    ),
    WrittenOnce(NegotiationComment, "a comment is written once"),
)
