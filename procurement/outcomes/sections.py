"""What outcomes add to the pages of a pilot, and to the public pages of districts and providers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from marketplace.organizations.models import District, Organization
from marketplace.organizations.public_pages import PublicSection, district_section, provider_section
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.permissions import VIEW, WRITE
from procurement.outcomes.queries import published
from procurement.outcomes.transitions import WRITABLE
from procurement.outcomes.verdict import SENTENCES
from procurement.pilots.sections import add_pilot_links

TITLE, TEMPLATE = "What came of pilots", "procurement/outcomes/_published.html"


@add_pilot_links
def outcome_of(pilot: Any, person: Any) -> Iterator[tuple[str, str]]:
    """The way to the report, for those who may see it; for everyone once it is public."""
    report = OutcomeReport.objects.filter(pilot=pilot).first()
    if report is None:
        return
    report.pilot = pilot
    if report.is_published:
        yield "What came of it", reverse("outcomes:public", args=[report.reference])
    elif person is not None and VIEW.decide(person, report).allowed:
        is_open = report.state in WRITABLE and pilot.state != "terminated"
        writes = is_open and WRITE.decide(person, report).allowed
        words = "Write the outcome report" if writes else "See the outcome report"
        yield words, reverse("outcomes:report", args=[report.reference])


@district_section
def outcomes_in(district: District, at: datetime) -> PublicSection | None:
    """The published outcomes of pilots in a district."""
    return _section(published().filter(pilot__buyer__district=district, published_at__lte=at), shows="model")


@provider_section
def outcomes_of(organization: Organization, at: datetime) -> PublicSection | None:
    """The published outcomes of pilots of a provider's models."""
    return _section(published().filter(pilot__provider=organization, published_at__lte=at), shows="buyer")


def _section(reports: QuerySet[OutcomeReport], *, shows: str) -> PublicSection | None:
    outcomes = [(report, SENTENCES.get(report.verdict, "")) for report in reports]
    return PublicSection(TITLE, TEMPLATE, {"outcomes": outcomes, "shows": shows}, order=55) if outcomes else None
