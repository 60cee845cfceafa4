"""What higher slices add to a pilot's pages, and what pilots add to the public pages of districts and providers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import Count

from marketplace.organizations.models import District, Organization
from marketplace.organizations.public_pages import PublicSection, district_section, provider_section
from procurement.pilots.queries import published

Link = tuple[str, str]
Source = Callable[[Any, Any], Iterable[Link]]
_sources: list[Source] = []
TEMPLATE = "procurement/pilots/_pilots.html"
AGREEMENTS = "procurement/pilots/_agreements.html"


def add_pilot_links(source: Source) -> Source:
    """Register a callable `(pilot, person) -> (words, address)`; `person` is None on the public page."""
    _sources.append(source)
    return source


def links_of(pilot: Any, person: Any) -> list[Link]:
    """Every link that others have for this pilot and person."""
    return [link for source in _sources for link in source(pilot, person)]


@district_section
def pilots_here(district: District, at: datetime) -> PublicSection | None:
    """The pilots in a district that have begun."""
    pilots = list(published().filter(buyer__district=district))
    return PublicSection("Pilots here", TEMPLATE, {"pilots": pilots, "shows": "model"}, order=50) if pilots else None


@district_section
def agreements_of(district: District, at: datetime) -> PublicSection | None:
    """The signed contracts of those pilots: with whom, since when, and how much student data they let be collected."""
    rows = published().filter(buyer__district=district).annotate(data_kinds=Count("contract__data_schedule"))
    agreements = list(rows.select_related("model__provider").order_by("-contract__executed_at", "-pk"))
    if not agreements:
        return None
    return PublicSection("Executed agreements", AGREEMENTS, {"agreements": agreements}, order=60)


@provider_section
def pilots_by(organization: Organization, at: datetime) -> PublicSection | None:
    """The pilots of a provider's models that have begun."""
    pilots = list(published().filter(provider=organization))
    return PublicSection("Pilots", TEMPLATE, {"pilots": pilots, "shows": "buyer"}, order=50) if pilots else None
