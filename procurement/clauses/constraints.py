"""The database's own guard: a published clause or contract template never changes."""

from marketplace.immutability import WrittenOnce
from procurement.clauses.models import ClauseVersion, ContractTemplateVersion

WRITTEN_ONCE = (
    WrittenOnce(ClauseVersion, "a published clause never changes"),
    WrittenOnce(ContractTemplateVersion, "a published contract template never changes"),
)
