"""The whole result of a search as CSV or XLSX."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpResponse

from marketplace.listing.export import file_response
from marketplace.products.tier_names import tier_label
from search.catalog.display import hit_of, price_words
from search.catalog.facets import BY_KEY
from search.models import CatalogEntry

HEADERS = [
    "Model",
    "Provider",
    "Tier",
    "Tier is",
    "Approval",
    "Approved to",
    "Evidence carries",
    "Subjects",
    "Grade bands",
    "Services",
    "How it is taught",
    "Where studied or used",
    "List price",
    "Effect (g)",
    "95% interval low",
    "95% interval high",
    "Evidence",
    "Page",
]


def file_of(entries: Iterable[CatalogEntry], at: datetime, *, kind: str) -> HttpResponse:
    """One row a model; no cell can be taken for a formula. `kind` is csv or xlsx."""
    return file_response(headers=HEADERS, rows=[_row(entry, at) for entry in entries], filename="models", kind=kind)


def _row(entry: CatalogEntry, at: datetime) -> list:
    hit = hit_of(entry, at)
    return [
        entry.name,
        entry.provider_name,
        tier_label(hit.tier),
        "illustrative, computed from public findings" if entry.is_illustrative else "decided by the department",
        hit.lapse.get_kind_display().lower() if hit.lapse else "listed" if entry.is_illustrative else "in force",
        hit.last_day.isoformat() if hit.last_day else "",
        tier_label(entry.computed_tier),
        _labels("subject", entry.subjects),
        _labels("grade", entry.grade_bands),
        _labels("service", entry.services),
        _labels("delivery", entry.delivery),
        _labels("locale", entry.locales),
        price_words(entry),
        _number(entry.effect_g),
        _number(entry.effect_low),
        _number(entry.effect_high),
        entry.evidence_line,
        f"/models/{entry.provider_slug}/{entry.slug}/",
    ]


def _labels(key: str, values: list[str]) -> str:
    labels = BY_KEY[key].labels
    return "; ".join(labels[value] for value in values if value in labels)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"
