"""What other slices put on the public pages of providers and districts: they register, the page asks them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marketplace.organizations.models import District, Organization


@dataclass(frozen=True)
class PublicSection:
    """A part of a public page: its heading, the template that draws it and what that template needs.

    `order` sorts the parts, low first. `is_its_own`: it shows what this provider or district itself has here.
    """

    title: str
    template: str
    context: dict[str, Any] = field(default_factory=dict)
    order: int = 100
    is_its_own: bool = True


ProviderSource = Callable[[Organization, datetime], PublicSection | None]
DistrictSource = Callable[[District, datetime], PublicSection | None]
_provider_sources: list[ProviderSource] = []
_district_sources: list[DistrictSource] = []


def provider_section(source: ProviderSource) -> ProviderSource:
    """Register a part of `/providers/<slug>/`: `(organization, at) -> PublicSection or None`. Public facts only."""
    _provider_sources.append(source)
    return source


def district_section(source: DistrictSource) -> DistrictSource:
    """Register a part of `/districts/<slug>/`: `(district, at) -> PublicSection or None`. Public facts only."""
    _district_sources.append(source)
    return source


def provider_sections(organization: Organization, at: datetime) -> list[PublicSection]:
    """The parts that have something to show for this provider."""
    return _sorted(source(organization, at) for source in _provider_sources)


def district_sections(district: District, at: datetime) -> list[PublicSection]:
    """The parts that have something to show for this district."""
    return _sorted(source(district, at) for source in _district_sources)


def _sorted(found: Any) -> list[PublicSection]:
    return sorted((part for part in found if part is not None), key=lambda part: part.order)
