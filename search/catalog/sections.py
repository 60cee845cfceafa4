"""What the catalogue puts on a provider's public page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.organizations.models import Organization
from marketplace.organizations.public_pages import PublicSection, provider_section
from search.catalog.display import hit_of, period_at
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
        "is_approved": period_at(entry, at) is not None,
        "lapse": hit.lapse.get_kind_display() if hit.lapse else "",
    }
