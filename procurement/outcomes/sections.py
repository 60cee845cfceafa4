"""What outcomes add to the pages of a pilot."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.permissions import VIEW, WRITE
from procurement.outcomes.transitions import WRITABLE
from procurement.pilots.sections import add_pilot_links


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
