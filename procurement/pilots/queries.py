"""Every list of pilots and milestones."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet, Sum

from marketplace.access.permissions import twin_of
from marketplace.organizations.models import Organization, Role
from marketplace.organizations.permissions import is_agency_staff
from marketplace.organizations.queries import organization_ids, roles_in
from marketplace.products.models import LearningModel
from procurement.pilots.models import Milestone, Pilot
from procurement.pilots.permissions import (
    BE_ASKED,
    CLOSE,
    COMPLETE,
    DECIDE,
    DELIVER,
    INVOICE,
    PAY,
    PREPARE,
    START,
    TERMINATE,
    VIEW,
    VIEW_MILESTONE,
)
from procurement.pilots.transitions import OVER


def whole() -> QuerySet[Pilot]:
    """Every pilot with all that its own page asks for, in one query."""
    return Pilot.objects.select_related(
        "buyer", "provider", "model", "contract__agreement__buyer", "contract__agreement__provider"
    )


def acts_for(person: Any, pilot: Pilot) -> set[int]:
    """The sides of a pilot for which the person may act, and not only read."""
    sides = ((pilot.buyer, {Role.BUYER, Role.OWNER}), (pilot.provider, {Role.AUTHOR, Role.OWNER}))
    return {side.pk for side, roles in sides if roles & set(roles_in(person, side))}


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[Pilot]:
    """The pilots of both sides' people, and all of them for the agency's staff."""
    pilots = Pilot.objects.select_related("buyer", "provider", "model", "contract")
    if is_agency_staff(person, None):
        return pilots
    mine = organization_ids(person)
    return pilots.filter(Q(buyer__in=mine) | Q(provider__in=mine))


@twin_of(PREPARE)
@twin_of(START)
@twin_of(COMPLETE)
@twin_of(CLOSE)
@twin_of(TERMINATE)
@twin_of(BE_ASKED)
def run_by(person: Any) -> QuerySet[Pilot]:
    """The pilots of the districts whose people the person is among, and all of them for the agency's staff."""
    pilots = visible_to(person)
    return pilots if is_agency_staff(person, None) else pilots.filter(buyer__in=organization_ids(person))


@twin_of(DECIDE)
@twin_of(PAY)
def milestones_bought_by(person: Any) -> QuerySet[Milestone]:
    """The milestones of those pilots."""
    found = milestones_visible_to(person)
    return found if is_agency_staff(person, None) else found.filter(pilot__buyer__in=organization_ids(person))


@twin_of(DELIVER)
@twin_of(INVOICE)
def milestones_provided_by(person: Any) -> QuerySet[Milestone]:
    """The milestones that the person's providers deliver, and all of them for the agency's staff."""
    found = milestones_visible_to(person)
    return found if is_agency_staff(person, None) else found.filter(pilot__provider__in=organization_ids(person))


@twin_of(VIEW_MILESTONE)
def milestones_visible_to(person: Any) -> QuerySet[Milestone]:
    """The milestones of those pilots."""
    milestones = Milestone.objects.select_related("pilot__buyer", "pilot__provider", "pilot__model")
    if is_agency_staff(person, None):
        return milestones
    mine = organization_ids(person)
    return milestones.filter(Q(pilot__buyer__in=mine) | Q(pilot__provider__in=mine))


def published() -> QuerySet[Pilot]:
    """Every pilot that has begun; one that was ended before its start never becomes public."""
    begun = Pilot.objects.filter(started_at__isnull=False)
    return begun.select_related("buyer", "provider", "model", "contract")


def published_of_model(model: LearningModel) -> QuerySet[Pilot]:
    """The public pilots of a model, newest first."""
    return published().filter(model=model)


def sizes_of(model: LearningModel) -> list[int]:
    """How many students each public pilot of a model had."""
    return list(published_of_model(model).values_list("students_count", flat=True))


def published_in(buyer: Organization) -> QuerySet[Pilot]:
    """The public pilots in a district, newest first."""
    return published().filter(buyer=buyer)


def going_on(model: LearningModel) -> QuerySet[Pilot]:
    """The pilots of a model that are ahead or run."""
    return whole().filter(model=model).exclude(state__in=OVER).order_by("pk")


def paid_cents(pilot: Pilot) -> int:
    """What is recorded as paid, in cents."""
    paid = Milestone.objects.filter(pilot=pilot, state="paid")
    return paid.aggregate(total=Sum("amount_cents"))["total"] or 0


def milestones_of(pilot: Pilot) -> list[Milestone]:
    """The pilot's milestones in order, with invoice and payment; each knows its pilot."""
    found = list(pilot.milestones.select_related("invoice__payment"))
    for milestone in found:
        milestone.pilot = pilot
    return found
