"""The database's own guard: a published rule of the catalogue never changes."""

from marketplace.immutability import WrittenOnce
from procurement.waivablerules.models import WaivableRuleVersion

WRITTEN_ONCE = (WrittenOnce(WaivableRuleVersion, "a published rule never changes"),)
