"""The database's own guard: a published outcome never changes."""

from marketplace.immutability import WrittenOnce
from procurement.outcomes.models import OutcomeReport

WRITTEN_ONCE = (WrittenOnce(OutcomeReport, "a published outcome never changes", since="OLD.state = 'published'"),)
