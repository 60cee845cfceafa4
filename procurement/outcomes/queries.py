"""Every list of outcome reports."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from marketplace.access.permissions import twin_of
from marketplace.organizations.models import Organization
from marketplace.organizations.permissions import is_agency_staff
from marketplace.organizations.queries import organization_ids
from marketplace.products.models import LearningModel
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.permissions import AGENCY_VIEW, LISTED, NUMBERS, PUBLISH, REPLY, VERIFY, VIEW, WRITE
from procurement.outcomes.transitions import DISCLOSED, ReportState
from procurement.pilots.models import Pilot
from procurement.reviews.ties import free_of_conflict


def everything() -> QuerySet[OutcomeReport]:
    """All reports with what lists show, in one query."""
    return OutcomeReport.objects.select_related("pilot__buyer", "pilot__provider", "pilot__model")


def with_contract() -> QuerySet[OutcomeReport]:
    """All reports with what a page about one shows, in one query."""
    return everything().select_related("pilot__contract", "pilot__policy_version", "submitted_by")


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[OutcomeReport]:
    """The district's own; once sent, also for the provider and the department."""
    mine, sent = organization_ids(person), Q(state__in=DISCLOSED)
    if is_agency_staff(person, None):
        return everything().filter(sent | Q(pilot__buyer__in=mine))
    return everything().filter(Q(pilot__buyer__in=mine) | (sent & Q(pilot__provider__in=mine)))


@twin_of(REPLY)
def to_reply_to(person: Any) -> QuerySet[OutcomeReport]:
    """Those that were sent about what the person's providers offer, and all sent ones for the department's staff."""
    sent = everything().filter(state__in=DISCLOSED)
    return sent if is_agency_staff(person, None) else sent.filter(pilot__provider__in=organization_ids(person))


@twin_of(NUMBERS)
@twin_of(WRITE)
def with_numbers_for(person: Any) -> QuerySet[OutcomeReport]:
    """Those whose totals as typed the person may see."""
    mine = Q(pilot__buyer__in=organization_ids(person))
    return everything().filter(mine | Q(state__in=DISCLOSED) if is_agency_staff(person, None) else mine)


@twin_of(AGENCY_VIEW)
@twin_of(VERIFY)
@twin_of(PUBLISH)
def for_staff(person: Any) -> QuerySet[OutcomeReport]:
    """Every report that was sent, for the department's staff."""
    return everything().filter(state__in=DISCLOSED) if is_agency_staff(person, None) else everything().none()


@twin_of(LISTED)
def listed_for(person: Any) -> QuerySet[OutcomeReport]:
    """Those of them that no conflict of interest keeps from the person: what the department's list and desk show."""
    rows = for_staff(person)
    if not is_agency_staff(person, None):
        return rows
    return free_of_conflict(rows, person, policy="pilot__policy_version", provider="pilot__provider")


def published() -> QuerySet[OutcomeReport]:
    """Every published outcome, newest first."""
    return everything().filter(state=ReportState.PUBLISHED).order_by("-published_at", "-pk")


def published_of_model(model: LearningModel) -> QuerySet[OutcomeReport]:
    """The published outcomes of a model."""
    return published().filter(pilot__model=model)


def published_in(buyer: Organization) -> QuerySet[OutcomeReport]:
    """The published outcomes of a district."""
    return published().filter(pilot__buyer=buyer)


def pilots_without_report() -> QuerySet[Pilot]:
    """Pilots that have started and owe a report that was not asked for yet."""
    return Pilot.objects.filter(state__in=("active", "completed"), outcome_report__isnull=True)
