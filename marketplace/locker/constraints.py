"""The database's own guard: a version stays as it was uploaded, and a warning that was sent was sent."""

from marketplace.immutability import WrittenOnce
from marketplace.locker.models import DocumentVersion, ExpiryWarning

WRITTEN_ONCE = (
    WrittenOnce(DocumentVersion, "a version of a document stays as it was uploaded"),
    WrittenOnce(ExpiryWarning, "a warning that was sent stays on record"),
)
