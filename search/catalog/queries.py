"""What the catalogue's pages read."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from marketplace.access.scope import current_instant
from marketplace.evidence.queries import compared_models
from search.models import CatalogEntry, CatalogLapse, CatalogPeriod


def listed() -> QuerySet[CatalogEntry]:
    """Every model that has a public page now: approved now or once, or known from public research."""
    return listed_at(current_instant()).select_related("model__provider", "model__rationale")


def listed_at(at: datetime) -> QuerySet[CatalogEntry]:
    """The same at an instant. A decision that is issued but not yet public lists nothing."""
    begun = CatalogPeriod.objects.filter(entry=OuterRef("pk"), starts_at__lte=at)
    return CatalogEntry.objects.filter(Exists(begun), is_listed=True)


def with_lapse(entries: QuerySet[CatalogEntry], at: datetime) -> QuerySet[CatalogEntry]:
    """Each with the kind of the lapse that runs at an instant as `lapse`; None where none does."""
    running = Q(ends_at=None) | Q(ends_at__gt=at)
    lapses = CatalogLapse.objects.filter(running, entry=OuterRef("pk"), starts_at__lte=at)
    return entries.annotate(lapse=Subquery(lapses.values("kind")[:1]))


def in_order(numbers: Sequence[int]) -> list[CatalogEntry]:
    """These entries with their periods, in this order; a number that is gone meanwhile is left out."""
    found = {}
    for start in range(0, len(numbers), 500):
        rows = CatalogEntry.objects.filter(is_listed=True, number__in=numbers[start : start + 500])
        found.update({entry.number: entry for entry in rows.prefetch_related("periods", "lapses")})
    return [found[number] for number in numbers if number in found]


def listed_with_comparisons() -> QuerySet[CatalogEntry]:
    """Those of them with a finding that compares two groups, so that there is something to draw."""
    return listed().filter(model__in=compared_models())
