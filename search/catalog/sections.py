"""What the catalogue puts on the public pages of providers and districts, and on a provider's own page of a model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.clocks.words import count_words
from marketplace.organizations.models import District, Organization
from marketplace.organizations.public_pages import PublicSection, district_section, provider_section
from marketplace.products.models import LearningModel
from marketplace.products.parts import Notice, add_notice
from search.catalog.circles import CIRCLE_LABELS
from search.catalog.display import hit_of, period_at
from search.catalog.parameters import SearchState
from search.catalog.queries import listed_at, with_lapse
from search.engines import engine
from search.models import CatalogEntry, LapseKind

TEMPLATE = "search/catalog/_provider_models.html"
AROUND_TEMPLATE = "search/catalog/_around.html"
AROUND = {"near": "Used nearby, by districts willing to be asked", "alike": "Used by districts like it"}


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


@district_section
def models_around(district: District, at: datetime) -> PublicSection | None:
    """Searches of the catalogue that this district's neighbours, and districts like it, answer: those that find any."""
    state = SearchState(district=district.slug)
    query = state.query(at)
    if not any(numbers for sets in query.circles.values() for numbers in sets.values()):
        return None
    counts = {facet.key: facet.counts for facet in engine().search(replace(query, limit=0)).facets}
    found = [
        (
            title,
            [
                _circle(state, key, value, label, counts[key][value])
                for value, label in CIRCLE_LABELS[key].items()
                if counts.get(key, {}).get(value)
            ],
        )
        for key, title in AROUND.items()
    ]
    circles = [(title, links) for title, links in found if links]
    return (
        PublicSection("Models used around it", AROUND_TEMPLATE, {"circles": circles}, 90, is_its_own=False)
        if circles
        else None
    )


def _circle(state: SearchState, key: str, value: str, label: str, count: int) -> dict[str, str]:
    url = f"{reverse('catalog:search')}{state.address(chosen={key: (value,)})}"
    return {"url": url, "label": label, "counted": count_words(count, "model")}


@add_notice
def shown_to_everyone(model: LearningModel, person: Any, at: datetime) -> Iterator[Notice]:
    """Where everyone sees the model, and what of it."""
    entry = with_lapse(listed_at(at).filter(model=model), at).first()
    if entry is None:
        return
    if entry.is_illustrative:
        words = "Everyone sees what public research says of it. What you write shows once a decision on it is public."
    elif entry.lapse:
        mark = LapseKind(entry.lapse).label
        words = f"Everyone sees version {entry.version_number} of its description, marked “{mark}”."
    else:
        words = f"Everyone sees version {entry.version_number} of its description, and the approval."
    url = reverse("catalog:model", args=[entry.provider_slug, entry.slug])
    yield Notice("It is in the catalogue", words, url, "See it as everyone does")
