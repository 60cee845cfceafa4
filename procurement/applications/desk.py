"""What applications have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source, lately_leaves_out
from marketplace.organizations.models import Role
from marketplace.organizations.queries import agency_roles_of, organization_ids, the_agency
from procurement.applications.models import Application, CureRequest
from procurement.applications.permissions import AUTHORS, SENDERS
from procurement.applications.queries import WAITING, listed_for, next_dates, screening_due
from procurement.reviews.ties import kept_from

RUNNING = ("submitted", "screening", "under_review", "consensus")


@desk_source(capability="offers")
def own_applications(person: Any, at: datetime) -> Iterator[DeskItem]:
    """A provider's drafts in open rounds, and what it waits for."""
    mine = Application.objects.filter(provider_id__in=organization_ids(person, *AUTHORS, *SENDERS))
    mine = mine.select_related("model", "round__policy_version", "fee").prefetch_related("round__extensions")
    for application in mine.filter(Q(state="draft", round__state="published") | Q(state__in=RUNNING)):
        if application.state != "draft":
            yield _running(application, at)
        elif application.closes_at is None or at < application.closes_at:
            yield _draft(application)
    for cure in _open_cures(mine):
        yield _missing(cure)


def _open_cures(applications: QuerySet[Application]) -> QuerySet[CureRequest]:
    waiting = applications.filter(state="cure_requested").values("pk")
    return CureRequest.objects.filter(application__in=waiting, answered_at=None).select_related("application__model")


def _missing(cure: CureRequest) -> DeskItem:
    application = cure.application
    return DeskItem(
        organization_id=application.provider_id,
        title=f"Send what is missing for {application.model.name}",
        url=reverse("applications:cure", args=[application.reference]),
        reference=application.reference,
        due=cure.due_at,
        action="Send",
    )


@lately_leaves_out
def kept_out(person: Any) -> Iterator[QuerySet]:
    """The applications that a conflict of interest keeps from the person."""
    rows = Application.objects.all()
    yield kept_from(rows, person, policy="round__policy_version", subject="subject")


def _draft(application: Application) -> DeskItem:
    return DeskItem(
        organization_id=application.provider_id,
        title=f"Go on with the application for {application.model.name}",
        url=reverse("applications:tasks", args=[application.reference]),
        reference=application.reference,
        due=application.closes_at,
        action="Go on",
    )


def _running(application: Application, at: datetime) -> DeskItem:
    return DeskItem(
        organization_id=application.provider_id,
        title=f"Decision on {application.model.name}",
        url=reverse("applications:receipt", args=[application.reference]),
        reference=application.reference,
        due=next_dates(application, at=at)[-1][0],
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


@desk_source(capability="regulates")
def incomplete_applications(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Applications of which something is missing: whose clock ended can be closed."""
    if Role.PROGRAM_OFFICER not in agency_roles_of(person):
        return
    for cure in _open_cures(listed_for(person)).select_related("application__provider"):
        application, is_over = cure.application, cure.due_at <= at
        yield DeskItem(
            organization_id=the_agency().pk,
            title=f"{'Close' if is_over else 'Something is missing in'} the application for {application.model.name}",
            url=reverse("applications:agency_detail", args=[application.reference]),
            reference=application.reference,
            due=cure.due_at,
            detail=str(application.provider),
            action="Close" if is_over else "",
            waiting_for="" if is_over else str(application.provider),
            since=cure.asked_at,
        )
