"""What the catalogue puts on a provider's public page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.organizations.models import Organization
from marketplace.organizations.public_pages import PublicSection, provider_section
from search.catalog.display import hit_of
from search.catalog.queries import listed_at
from search.models import CatalogEntry

TEMPLATE = "search/catalog/_provider_models.html"


@provider_section
def models_of(organization: Organization, at: datetime) -> PublicSection | None:
    """The provider's learning models that the catalogue lists, approved ones first, each with its tier and standing."""
    entries = listed_at(at).filter(model__provider=organization).order_by("name")
    rows = [_row(entry, at) for entry in entries.prefetch_related("periods", "lapses")]
    rows.sort(key=lambda row: not row["is_approved"])
    return PublicSection("Learning models", TEMPLATE, {"models": rows}, order=10) if rows else None


def _row(entry: CatalogEntry, at: datetime) -> dict[str, Any]:
    hit = hit_of(entry, at)
    return {
        "hit": hit,
        "url": reverse("catalog:model", args=[entry.provider_slug, entry.slug]),
        "is_approved": bool(tier_at(entry, at)),
        "lapse": hit.lapse.get_kind_display() if hit.lapse else "",
    }


def tier_at(entry: CatalogEntry, at: datetime) -> str:
    """The tier in which the entry is approved at that instant, or nothing. Takes an entry with its periods."""
    running = (
        period
        for period in entry.periods.all()
        if period.starts_at <= at and (not period.ends_at or at < period.ends_at)
    )
    return next((period.tier for period in running), "")
