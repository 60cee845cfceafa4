"""Saved searches, their news, and who is to be told of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from marketplace.access.permissions import twin_of
from marketplace.notifications.rhythm import NEVER
from marketplace.organizations.models import Membership
from marketplace.organizations.queries import organization_ids
from search.models import CatalogEntry, CatalogLapse, CatalogPeriod
from search.saved.models import SavedSearch, SearchFollowing, SearchNews
from search.saved.permissions import EDIT, FOLLOW, VIEW
from search.saved.transitions import SavedSearchState

ENTRIES_AT_ONCE = 500


@twin_of(VIEW)
@twin_of(FOLLOW)
@twin_of(EDIT)
def visible_to(person: Any) -> QuerySet[SavedSearch]:
    """The searches of the person's own organizations, removed ones included."""
    return SavedSearch.objects.filter(organization__in=organization_ids(person))


def with_people() -> QuerySet[SavedSearch]:
    """Every search with its organization and who saved it."""
    return SavedSearch.objects.select_related("organization", "saved_by")


def listed_for(person: Any) -> QuerySet[SavedSearch]:
    """The kept searches of the person's organizations, with how often the person is told and how much is new."""
    mine = SearchFollowing.objects.filter(search=OuterRef("pk"), person=person)
    newer = SearchNews.objects.filter(search=OuterRef("pk"), pk__gt=OuterRef("seen_until")).order_by()
    counted = newer.values("search").annotate(count=Count("pk")).values("count")
    rows = visible_to(person).filter(state=SavedSearchState.KEPT).select_related("organization").defer("kept")
    return rows.annotate(
        rhythm=Coalesce(Subquery(mine.values("rhythm")), Value(NEVER), output_field=CharField()),
        seen_until=Coalesce(Subquery(mine.values("seen_until")), Value(0)),
        news_count=Coalesce(Subquery(counted, output_field=IntegerField()), Value(0)),
    ).order_by("name", "pk")


def kept_searches() -> QuerySet[SavedSearch]:
    """Every search that looks for news."""
    return SavedSearch.objects.filter(state=SavedSearchState.KEPT).order_by("pk")


def following_of(search: SavedSearch, person: Any) -> SearchFollowing:
    """How often the person is told of the search; not yet saved where they never chose."""
    found = SearchFollowing.objects.filter(search=search, person=person).first()
    return found or SearchFollowing(search=search, person=person)


def news_of(search: SavedSearch) -> QuerySet[SearchNews]:
    """What became new in the search, the last noticed first."""
    return SearchNews.objects.filter(search=search).select_related("entry").order_by("-pk")


def newest_news(search: SavedSearch) -> int:
    """The key of the last news of the search; 0 where there is none."""
    return SearchNews.objects.filter(search=search).order_by("-pk").values_list("pk", flat=True).first() or 0


def to_be_told(rhythm: str, *, until: datetime) -> QuerySet[SearchFollowing]:
    """Followings of this rhythm with news, noticed until an instant, of which their person was not told.

    Left out are closed accounts, people who have left the organization, and searches that were removed.
    """
    belongs = Membership.objects.filter(person=OuterRef("person"), organization=OuterRef("search__organization"))
    news = SearchNews.objects.filter(search=OuterRef("search"), pk__gt=OuterRef("told_until"), noticed_at__lte=until)
    rows = SearchFollowing.objects.filter(
        Exists(belongs), Exists(news), rhythm=rhythm, person__is_active=True, search__state=SavedSearchState.KEPT
    )
    return rows.select_related("person", "search").defer("search__kept").order_by("pk")


def news_to_tell(following: SearchFollowing, *, until: datetime) -> list[SearchNews]:
    """The news of which the person was not told, the first noticed first."""
    rows = news_of(following.search).filter(pk__gt=following.told_until, noticed_at__lte=until)
    return list(rows.order_by("pk"))


def changed_entries(*, edition: int, since: datetime, until: datetime) -> Iterator[list[CatalogEntry]]:
    """The listed entries written after an edition, or of which something began or ended in (since, until], by 500s.

    Each of the three is asked for by itself, so that one change in a large catalogue is found by an index.
    """
    moved = Q(starts_at__gt=since, starts_at__lte=until) | Q(ends_at__gt=since, ends_at__lte=until)
    keys = set(CatalogEntry.objects.filter(edition__gt=edition).values_list("pk", flat=True))
    for model in (CatalogPeriod, CatalogLapse):
        keys |= set(model.objects.filter(moved).values_list("entry_id", flat=True))
    return in_batches(sorted(keys))


def in_batches(keys: Sequence[int]) -> Iterator[list[CatalogEntry]]:
    """These entries with their periods, lapses and how they were last noticed, 500 at a time."""
    rows = CatalogEntry.objects.filter(is_listed=True).select_related("noticed").prefetch_related("periods", "lapses")
    for start in range(0, len(keys), ENTRIES_AT_ONCE):
        if found := list(rows.filter(pk__in=keys[start : start + ENTRIES_AT_ONCE]).order_by("pk")):
            yield found


def unnoticed(numbers: Sequence[int]) -> list[int]:
    """The keys of those of the entries of which nobody noted yet how they stand."""
    keys: list[int] = []
    for start in range(0, len(numbers), ENTRIES_AT_ONCE):
        rows = CatalogEntry.objects.filter(number__in=numbers[start : start + ENTRIES_AT_ONCE], noticed=None)
        keys += rows.values_list("pk", flat=True)
    return keys
