"""The database's own guard: a published clause or contract template never changes."""

from typing import Any

from marketplace.immutability import WrittenOnce, install_all
from procurement.clauses.models import ClauseVersion, ContractTemplateVersion

WRITTEN_ONCE = (
    WrittenOnce(ClauseVersion, "a published clause never changes"),
    WrittenOnce(ContractTemplateVersion, "a published contract template never changes"),
)


def install(connection: Any) -> None:
    """Freeze what was published; may be run again."""
    install_all(connection, *WRITTEN_ONCE)
