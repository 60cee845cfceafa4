"""The database's own guard: a policy version that was published keeps its number, body and instant."""

from marketplace.immutability import WrittenOnce
from procurement.policy.models import PolicyVersion

WRITTEN_ONCE = (
    WrittenOnce(
        PolicyVersion,
        "a published policy never changes",
        fields=("number", "published_at", "body"),
        since="OLD.state <> 'draft'",
    ),
)
