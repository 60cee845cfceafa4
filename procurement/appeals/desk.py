"""What appeals have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source, lately_leaves_out, office_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import agency_roles_of, organization_ids, serves_the_agency, the_agency
from procurement.appeals.deadlines import file_by
from procurement.appeals.models import Appeal
from procurement.appeals.permissions import FILERS
from procurement.appeals.queries import OPEN, everything, listed_for, untaken, waiting_for
from procurement.appeals.transitions import AppealState
from procurement.designations.models import Determination
from procurement.reviews.ties import kept_from

LONGEST_WINDOW = timedelta(days=200)


@desk_source(capability="regulates")
def appeals_to_decide(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Appeal officers take up what was filed and decide what they took up, by the policy's days."""
    if not serves_the_agency(person, Role.APPEAL_OFFICER):
        return
    for appeal in waiting_for(person):
        yield _turn(appeal).for_who_acts()


@office_source
def appeals_running(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Every appeal that is not closed."""
    for appeal in listed_for(person).filter(state__in=OPEN):
        yield _turn(appeal)


@desk_source(capability="regulates")
def appeals_without_officer(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Appeals that nobody has taken up wait on the agency's owners too; the page of each says who may, or what can be
    done where nobody may."""
    if Role.OWNER not in agency_roles_of(person):
        return
    for appeal in untaken(person):
        title = f"The appeal about {appeal.determination.model.name} waits for an appeal officer"
        yield _item(appeal, the_agency().pk, title, "agency_detail", action="See who may take it up")


@desk_source(capability="offers")
def appeals_of_provider(person: Any, at: datetime) -> Iterator[DeskItem]:
    """The provider's open appeals, whose turn it is not; and decisions below what was asked, while time runs."""
    mine = organization_ids(person)
    for appeal in everything().filter(provider_id__in=mine, state__in=OPEN):
        title = f"The appeal about {appeal.determination.model.name}"
        yield _item(appeal, appeal.provider_id, title, "detail", waiting_for="the department")
    files_for = organization_ids(person, *FILERS)
    for determination in _open_to_appeal(files_for, at) if files_for else ():
        due = file_by(determination)
        if at < due:
            yield DeskItem(
                organization_id=determination.provider_id,
                title=f"Appeal the decision on {determination.model.name}, if you see it otherwise",
                url=reverse("appeals:file", args=[determination.reference]),
                reference=determination.reference,
                due=due,
                action="Appeal",
                since=determination.issued_at,
            )


@lately_leaves_out
def kept_out(person: Any) -> Iterator[QuerySet]:
    """The appeals that a conflict of interest keeps from the person."""
    rows = Appeal.objects.all()
    yield kept_from(rows, person, policy="determination__policy_version", subject="determination__subject")


def _open_to_appeal(organizations: Any, at: datetime) -> Any:
    """Decisions that gave less than was asked and that nobody appealed, issued not long ago."""
    rows = Determination.objects.filter(
        provider_id__in=organizations, state="issued", appeal__isnull=True, issued_at__gt=at - LONGEST_WINDOW
    )
    less = rows.exclude(kind="appeal").exclude(tier=F("tier_asked")).exclude(tier_asked="")
    return less.select_related("model", "policy_version").order_by("issued_at", "pk")


def _turn(appeal: Appeal) -> DeskItem:
    """Appeal officers take up what was filed; who took it up decides it."""
    verb = "Take up" if appeal.state == AppealState.FILED else "Decide"
    title = f"{verb} the appeal about {appeal.determination.model.name}"
    who = str(appeal.taken_up_by or "Appeal officers")
    return _item(appeal, the_agency().pk, title, "agency_detail", action=verb, waiting_for=who)


def _item(appeal: Appeal, organization_id: int, title: str, page: str, **fields: Any) -> DeskItem:
    return DeskItem(
        organization_id=organization_id,
        title=title,
        url=reverse(f"appeals:{page}", args=[appeal.reference]),
        reference=appeal.reference,
        due=appeal.decide_by,
        since=appeal.created_at,
        **fields,
    )
