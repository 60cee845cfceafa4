"""The database's own guard: a published outcome never changes."""

from typing import Any

from marketplace.immutability import WrittenOnce, install_all
from procurement.outcomes.models import OutcomeReport

WRITTEN_ONCE = (WrittenOnce(OutcomeReport, "a published outcome never changes", since="OLD.state = 'published'"),)


def install(connection: Any) -> None:
    """Freeze what was published; may be run again."""
    install_all(connection, *WRITTEN_ONCE)
