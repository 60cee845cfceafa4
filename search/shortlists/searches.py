"""The searches by which models came onto a list: in words, and what they give at an instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import QueryDict

from marketplace.products.tier_names import tier_label
from search.catalog.display import chips, hit_of
from search.catalog.parameters import SearchState, read_state
from search.catalog.queries import in_order
from search.engines import engine
from search.shortlists.facts import standing_of
from search.shortlists.models import ShortlistItem

SEARCHES_MAX = 10
RESULTS_MAX = 100


def state_of(found_by: str) -> SearchState:
    """What a kept search asks for."""
    return read_state(QueryDict(found_by.removeprefix("?")))


def words_of(found_by: str) -> str:
    """A kept search as people say it: “reading tutors”, Mathematics, Kindergarten to grade 3."""
    state = state_of(found_by)
    parts = [f"“{state.words}”"] if state.words else []
    parts += [chip.label for chip in chips(state)]
    return ", ".join(parts) or "All approved models"


def distinct(items: Sequence[ShortlistItem]) -> list[str]:
    """The searches that found these models, each once, the one that was used first at the top."""
    by_time = sorted(items, key=lambda item: (item.added_at, item.pk))
    return list(dict.fromkeys(item.found_by for item in by_time if item.found_by))


def searches_of(items: Sequence[ShortlistItem], at: datetime) -> list[dict[str, Any]]:
    """Each search run again at an instant: how many models it gives, by facet too, and the first of them.

    Beyond `SEARCHES_MAX` a search is kept by its address and words alone.
    """
    return [
        _told(number, found_by, at if number <= SEARCHES_MAX else None)
        for number, found_by in enumerate(distinct(items), start=1)
    ]


def _told(number: int, found_by: str, at: datetime | None) -> dict[str, Any]:
    told = {"number": number, "address": f"/models/{found_by}", "words": words_of(found_by)}
    if at is None:
        return {**told, "total": None, "counts": {}, "results": []}
    query = replace(state_of(found_by).query(at), offset=0, limit=RESULTS_MAX)
    results = engine().search(query)
    hits = [hit_of(entry, at) for entry in in_order(results.numbers)]
    return {
        **told,
        "total": results.total,
        "counts": {facet.key: dict(facet.counts) for facet in results.facets},
        "results": [
            {
                "place": place,
                "page": f"/models/{hit.entry.provider_slug}/{hit.entry.slug}/",
                "entry": hit.entry.number,
                "name": hit.entry.name,
                "tier": hit.tier,
                "tier_name": tier_label(hit.tier) if hit.tier else "",
                "standing": standing_of(hit.entry, at),
            }
            for place, hit in enumerate(hits, start=1)
        ],
    }
