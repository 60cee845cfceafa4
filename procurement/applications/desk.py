"""What applications have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import agency_roles_of, organization_ids, the_agency
from procurement.applications.models import Application
from procurement.applications.permissions import AUTHORS, SENDERS
from procurement.applications.queries import WAITING, listed_for, next_dates, screening_due

RUNNING = ("submitted", "screening", "under_review", "consensus")


@desk_source(capability="offers")
def own_applications(person: Any, at: datetime) -> Iterator[DeskItem]:
    """A provider's drafts in open rounds, and what it waits for."""
    mine = Application.objects.filter(provider_id__in=organization_ids(person, *AUTHORS, *SENDERS))
    mine = mine.select_related("model", "round__policy_version", "fee").prefetch_related("round__extensions")
    for application in mine.filter(Q(state="draft", round__state="published") | Q(state__in=RUNNING)):
        if application.state == "draft" and application.closes_at <= at:
            continue
        yield _draft(application) if application.state == "draft" else _running(application)


def _draft(application: Application) -> DeskItem:
    return DeskItem(
        organization_id=application.provider_id,
        title=f"Go on with the application for {application.model.name}",
        url=reverse("applications:tasks", args=[application.reference]),
        reference=application.reference,
        due=application.closes_at,
        action="Go on",
    )


def _running(application: Application) -> DeskItem:
    return DeskItem(
        organization_id=application.provider_id,
        title=f"Decision on {application.model.name}",
        url=reverse("applications:receipt", args=[application.reference]),
        reference=application.reference,
        due=next_dates(application)[-1][0],
        detail=application.get_state_display(),
        waiting_for=str(the_agency()),
        since=application.submitted_at,
    )


@desk_source(capability="regulates")
def applications_to_screen(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Applications that wait for an officer's check."""
    if Role.PROGRAM_OFFICER not in agency_roles_of(person):
        return
    waiting = listed_for(person).filter(state__in=WAITING)
    for application in waiting.select_related("model", "provider", "round__policy_version", "fee"):
        waits_for_fee = application.fee is not None and application.fee.state == "due"
        yield DeskItem(
            organization_id=the_agency().pk,
            title=f"Check the application for {application.model.name}",
            url=reverse("applications:agency_detail", args=[application.reference]),
            reference=application.reference,
            due=screening_due(application),
            detail=f"{application.provider}, its fee is due" if waits_for_fee else str(application.provider),
            action="Check",
            waiting_for=str(application.provider) if waits_for_fee else "",
            since=application.submitted_at,
        )
