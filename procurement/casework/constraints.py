"""The database's own guard: what was written to a provider, and that somebody was reminded, never changes."""

from marketplace.immutability import WrittenOnce
from procurement.casework.models import BatchRow, CaseMessage, Reminder

WRITTEN_ONCE = (
    WrittenOnce(CaseMessage, "a message that was sent never changes"),
    WrittenOnce(Reminder, "a reminder that was sent never changes"),
    WrittenOnce(BatchRow, "what a batch has done stays as it was", since="OLD.state = 'done'"),
)
