"""The database's own guard: the published words of a letter never change."""

from marketplace.immutability import WrittenOnce
from procurement.lettertemplates.models import LetterTemplateVersion

WRITTEN_ONCE = (WrittenOnce(LetterTemplateVersion, "the published words of a letter never change"),)
