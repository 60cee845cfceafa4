"""The database's own guard: a published application form never changes."""

from marketplace.immutability import WrittenOnce
from procurement.applicationforms.models import ApplicationFormVersion

WRITTEN_ONCE = (WrittenOnce(ApplicationFormVersion, "a published application form never changes"),)
