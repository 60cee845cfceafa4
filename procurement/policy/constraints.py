"""The database's own guard: a policy version that was published keeps its number, body and instant."""

from typing import Any

from marketplace.immutability import WrittenOnce, install_all
from procurement.policy.models import PolicyVersion

WRITTEN_ONCE = (
    WrittenOnce(
        PolicyVersion,
        "a published policy never changes",
        fields=("number", "published_at", "body"),
        since="OLD.state <> 'draft'",
    ),
)


def install(connection: Any) -> None:
    """Freeze what was published; may be run again."""
    install_all(connection, *WRITTEN_ONCE)
