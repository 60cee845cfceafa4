"""What changed in the catalogue on its way to the search server: noted with the change, sent after it, never lost."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from search import elastic_index
from search.models import CatalogEntry, UnsentEntry


def note(entries: Iterable[CatalogEntry]) -> None:
    """Note that these entries changed, in the transaction of the change."""
    now = timezone.now()
    UnsentEntry.objects.bulk_create(
        [UnsentEntry(number=entry.number, edition=entry.edition, since=now) for entry in entries],
        update_conflicts=True,
        unique_fields=["number"],
        update_fields=["edition"],
        batch_size=500,
    )


def note_everything() -> None:
    """Note every entry, as after a rebuild of the index that did not end."""
    note(CatalogEntry.objects.only("number", "edition").iterator(chunk_size=2_000))


def send_changes() -> int:
    """Send what is noted; returns how many entries that were. Where the server has no index yet, one is built.

    Raises what the server's client raises, and `elastic_index.UnsentEntries`; what was not sent stays noted.
    """
    if not elastic_index.is_built():
        return build_index()
    sent = 0
    while waiting := dict(UnsentEntry.objects.order_by("pk").values_list("number", "edition")[:500]):
        elastic_index.send(list(waiting))
        for edition in set(waiting.values()):
            done = [number for number, noted in waiting.items() if noted == edition]
            UnsentEntry.objects.filter(number__in=done, edition__lte=edition).delete()
        sent += len(waiting)
    return sent


def build_index(progress: Callable[[float], None] = lambda share: None) -> int:
    """Build the server's index from the database; returns the number of entries."""
    newest = UnsentEntry.objects.aggregate(newest=Max("edition"))["newest"] or 0
    elastic_index.rebuild(progress)
    UnsentEntry.objects.filter(edition__lte=newest).delete()
    return CatalogEntry.objects.filter(is_listed=True).count()


def is_wanted() -> bool:
    """Whether there is a search server."""
    return bool(settings.ELASTICSEARCH)
