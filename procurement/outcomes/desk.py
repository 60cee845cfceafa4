"""What outcome reports have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source, lately_leaves_out
from marketplace.organizations.models import Role
from marketplace.organizations.queries import agency_roles_of, organization_ids, the_agency
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.queries import everything, listed_for
from procurement.outcomes.transitions import WRITABLE, ReportState
from procurement.reviews.ties import kept_from

TITLES = {
    ReportState.DUE: "Write the outcome report",
    ReportState.DRAFT: "Write the outcome report",
    ReportState.RETURNED: "Mend the outcome report",
}
SETTLED = Q(state=ReportState.PUBLISHED) | Q(pilot__state="terminated")


@desk_source(capability="buys")
def reports_to_write(person: Any, at: datetime) -> Iterator[DeskItem]:
    """The district's reports to write, and those that others now look at."""
    mine = organization_ids(person, Role.BUYER, Role.OWNER)
    if not mine:
        return
    for report in everything().filter(pilot__buyer__in=mine).exclude(SETTLED):
        writes = report.state in WRITABLE
        yield _item(
            report,
            report.pilot.buyer_id,
            "outcomes:report",
            title=TITLES.get(report.state, "Outcome report, sent and being checked"),
            due=report.due_at if writes else None,
            action="Write",
            waiting_for="" if writes else "the department",
        )


@desk_source(capability="offers")
def reports_to_answer(person: Any, at: datetime) -> Iterator[DeskItem]:
    """The provider's time to reply."""
    mine = organization_ids(person, Role.AUTHOR, Role.OWNER)
    open_now = Q(state__in=(ReportState.SUBMITTED, ReportState.VERIFIED), replied_at=None, reply_until__gt=at)
    if not mine:
        return
    for report in everything().filter(open_now, pilot__provider__in=mine):
        yield _item(
            report,
            report.pilot.provider_id,
            "outcomes:reply",
            title="Reply to the outcome report, if you want",
            due=report.reply_until,
            action="Reply",
        )


@desk_source(capability="regulates")
def reports_to_check(person: Any, at: datetime) -> Iterator[DeskItem]:
    """The department's reports to check, and checked ones to publish."""
    if Role.PROGRAM_OFFICER not in agency_roles_of(person):
        return
    for report in listed_for(person).filter(state__in=(ReportState.SUBMITTED, ReportState.VERIFIED)):
        checks = report.state == ReportState.SUBMITTED
        may_publish = bool(report.replied_at) or at >= report.reply_until
        yield _item(
            report,
            the_agency().pk,
            "outcomes:agency_detail",
            title="Check the outcome report" if checks else "Publish the outcome",
            action="Check" if checks else "Publish",
            waiting_for="" if checks or may_publish else report.pilot.provider.name,
            since=report.submitted_at,
        )


@lately_leaves_out
def kept_out(person: Any) -> Iterator[QuerySet]:
    """The outcome reports that a conflict of interest keeps from the person."""
    rows = OutcomeReport.objects.all()
    yield kept_from(rows, person, policy="pilot__policy_version", provider="pilot__provider")


def _item(report: OutcomeReport, organization_id: int, page: str, **fields: Any) -> DeskItem:
    return DeskItem(
        organization_id=organization_id,
        url=reverse(page, args=[report.reference]),
        reference=report.reference,
        detail=report.pilot.title,
        **{"since": report.created_at, **fields},
    )
