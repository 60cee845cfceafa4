"""Searches that an organization keeps, what became new in each, and how often each member wants to be told."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from pyroaring import BitMap

from marketplace.lifecycles.models import Record
from marketplace.notifications.rhythm import NEVER, RHYTHMS
from marketplace.products.vocabulary import Tier
from search.saved.transitions import SavedSearchState

__all__ = ["NoticedStanding", "NoticedUntil", "SavedSearch", "SearchFollowing", "SearchNews"]

LONGEST_NAME = 80


class NewsKind(models.TextChoices):
    """What became new about a model."""

    MATCH = "match", "Newly matches"
    APPROVED = "approved", "Approved"
    TIER = "tier", "Another tier"
    SUSPENDED = "suspended", "Suspended"
    REVOKED = "revoked", "Revoked"
    EXPIRED = "expired", "Expired"
    BACK = "back", "Approved again"


class SavedSearch(Record):
    """A search of the catalogue under a name. `address` is its query as the catalogue's page has it in its address.

    `kept` holds the numbers of the entries that it found when it was saved or that matched since, as a bitmap: of
    these a change of standing is news.
    """

    reference_prefix = "SRC"

    organization = models.ForeignKey("marketplace.Organization", on_delete=models.PROTECT, related_name="searches")
    name = models.CharField(max_length=LONGEST_NAME)
    address = models.TextField(blank=True)
    kept = models.BinaryField(default=bytes)
    state = models.CharField(
        max_length=10, choices=SavedSearchState.choices, default=SavedSearchState.KEPT, editable=False
    )
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "saved searches"
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"], condition=Q(state="kept"), name="saved_search_one_name"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def numbers(self) -> BitMap:
        """The entries that it keeps an eye on, by number."""
        return BitMap.deserialize(bytes(self.kept)) if self.kept else BitMap()


class SearchFollowing(models.Model):
    """How often one member is told of a search, and how far they were told and have looked: keys of news."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="followings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followings")
    rhythm = models.CharField(max_length=10, choices=tuple(RHYTHMS.items()), default=NEVER)
    told_until = models.BigIntegerField(default=0)
    seen_until = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "person"], name="search_following_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_rhythm_display()}"


class SearchNews(models.Model):
    """One thing that became new in a search. `happened_at` is when it did, `noticed_at` when the portal saw it."""

    search = models.ForeignKey(SavedSearch, on_delete=models.CASCADE, related_name="news")
    entry = models.ForeignKey("search.CatalogEntry", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=NewsKind.choices)
    tier = models.CharField(max_length=20, choices=Tier.choices)
    tier_before = models.CharField(max_length=20, choices=Tier.choices, blank=True)
    happened_at = models.DateTimeField()
    noticed_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        verbose_name_plural = "search news"
        constraints = [
            models.UniqueConstraint(fields=["search", "entry", "kind", "happened_at"], name="search_news_once"),
            models.UniqueConstraint(
                fields=["search", "entry"], condition=Q(kind="match"), name="search_news_one_match"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.kind}"


class NoticedStanding(models.Model):
    """How an entry stood when the saved searches last looked at it."""

    entry = models.OneToOneField("search.CatalogEntry", on_delete=models.CASCADE, related_name="noticed")
    standing = models.CharField(max_length=10)
    tier = models.CharField(max_length=20, choices=Tier.choices)
    is_listing = models.BooleanField()

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.standing}"


class NoticedUntil(models.Model):
    """Up to which edition of the catalogue and which instant changes were noticed: one row."""

    edition = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.edition}"
