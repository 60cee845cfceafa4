"""The database's own guard: a frozen version of a learning model never changes, nor what it lists."""

from marketplace.immutability import WrittenOnce
from marketplace.products.models import CostItem, DataElement, ModelVersion, RuleNeed

_OF_FROZEN = (
    f"EXISTS (SELECT 1 FROM {ModelVersion._meta.db_table} v WHERE v.id = OLD.version_id AND v.state = 'frozen')"
)

WRITTEN_ONCE = (
    WrittenOnce(ModelVersion, "a frozen version never changes", since="OLD.state = 'frozen'"),
    WrittenOnce(DataElement, "a frozen version never changes", since=_OF_FROZEN),
    WrittenOnce(CostItem, "a frozen version never changes", since=_OF_FROZEN),
    WrittenOnce(RuleNeed, "a frozen version never changes", since=_OF_FROZEN),
)
