"""What decisions have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source, lately_leaves_out, office_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import (
    agency_roles_of,
    agency_rows,
    organization_ids,
    serves_the_agency,
    the_agency,
)
from procurement.designations.models import Designation, Determination, Suspension
from procurement.designations.queries import free_for
from procurement.reviews.queries import listed_for
from procurement.reviews.ties import kept_from


@desk_source(capability="regulates")
def decisions(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Panels that agreed wait for a recommendation; recommendations wait for a decision."""
    if serves_the_agency(person, Role.PROGRAM_OFFICER):
        yield from _to_recommend(person)
    if serves_the_agency(person, Role.DETERMINER):
        waiting = agency_rows(free_for(person), person, Role.DETERMINER)
        waiting = waiting.filter(state="recommended").exclude(recommended_by=person)
        for row in waiting.select_related("model").order_by("created_at"):
            yield DeskItem(
                organization_id=the_agency().pk,
                title=f"Decide on {row.model.name}",
                url=reverse("designations:agency_detail", args=[row.reference]),
                reference=row.reference,
                action="Decide",
                since=row.created_at,
            )
        if Role.DETERMINER in agency_roles_of(person):
            for item in suspensions(person, at):
                yield item.for_who_acts()


@desk_source(capability="offers")
def suspended_approvals(person: Any, at: datetime) -> Iterator[DeskItem]:
    """The provider's suspended approvals, which the department reinstates or revokes."""
    for row in _open_suspensions().filter(designation__determination__provider__in=organization_ids(person)):
        decision = row.designation.determination
        yield DeskItem(
            organization_id=decision.provider_id,
            title=f"The approval of {row.designation.model.name} is suspended",
            url=reverse("designations:own", args=[decision.reference]),
            reference=decision.reference,
            waiting_for="the department",
            since=row.starts_at,
        )


@office_source
def suspensions(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Every approval that is suspended until it is reinstated or revoked."""
    for row in _open_suspensions().filter(designation__determination__in=free_for(person)):
        yield DeskItem(
            organization_id=the_agency().pk,
            title=f"Reinstate or revoke {row.designation.model.name}, which is suspended",
            url=reverse("designations:enforce", args=[row.designation_id]),
            reference=row.designation.determination.reference,
            action="Reinstate or revoke",
            waiting_for="Determiners",
            since=row.starts_at,
        )


def _open_suspensions() -> QuerySet[Suspension]:
    rows = Suspension.objects.filter(ends_at__isnull=True, designation__state="suspended")
    return rows.select_related("designation__model", "designation__determination").order_by("starts_at", "pk")


@lately_leaves_out
def kept_out(person: Any) -> Iterator[QuerySet]:
    """The decisions and approvals that a conflict of interest keeps from the person."""
    yield kept_from(Determination.objects.all(), person, subject="subject")
    at = "determination"
    yield kept_from(
        Designation.objects.all(),
        person,
        policy=f"{at}__policy_version",
        provider=f"{at}__provider",
        subject=f"{at}__subject",
    )


def _to_recommend(person: Any) -> Iterator[DeskItem]:
    agreed = agency_rows(listed_for(person), person, Role.PROGRAM_OFFICER).filter(
        panel__consensus__state="agreed", is_closed=False
    )
    for subject in agreed.exclude(determinations__kind="first").select_related("panel__consensus"):
        yield DeskItem(
            organization_id=the_agency().pk,
            title=f"Recommend a decision on {subject.title}",
            url=reverse("designations:recommend", args=[subject.reference]),
            reference=subject.reference,
            action="Recommend",
            since=subject.panel.consensus.agreed_at,
        )
