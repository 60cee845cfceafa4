"""Every list of appeals, and which of them everyone may read."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from marketplace.access.permissions import twin_of
from marketplace.access.scope import current_instant
from marketplace.audit.models import AuditEvent
from marketplace.desk.steps import step_without_anybody
from marketplace.organizations.models import Role
from marketplace.organizations.queries import agency_rows, organization_ids
from procurement.appeals.models import Appeal
from procurement.appeals.permissions import (
    ADD,
    AGENCY_VIEW,
    APPEALS,
    DECIDE,
    FILE,
    LIST,
    LISTED,
    STEPPING_BACK,
    TAKE_UP,
    VIEW,
)
from procurement.appeals.transitions import AppealState
from procurement.designations.models import Determination
from procurement.designations.queries import own
from procurement.policy.pins import policies_in_use
from procurement.reviews.ties import free_of_conflict
from procurement.rounds.permissions import CASE_ROLES

OPEN = (AppealState.FILED, AppealState.UNDER_REVIEW)
twin_of(FILE)(own)


def everything() -> QuerySet[Appeal]:
    """All appeals with what lists show, in one query."""
    return Appeal.objects.select_related(
        "provider", "determination__model", "determination__policy_version", "taken_up_by"
    )


def whole() -> QuerySet[Appeal]:
    """Every appeal with all that its pages and permissions ask for, in a fixed number of queries."""
    shown = (
        "provider", "filed_by", "taken_up_by", "decided_by", "letter", "receipt", "result",
        "determination__policy_version", "determination__provider", "determination__model__provider",
        "determination__model_version", "determination__designation",
        "determination__subject__panel__consensus", "determination__subject__provider",
    )  # fmt: skip
    return Appeal.objects.select_related(*shown).prefetch_related("determination__subject__panel__assignments")


@twin_of(VIEW)
@twin_of(ADD)
def visible_to(person: Any) -> QuerySet[Appeal]:
    """All of them for case staff; a provider's own."""
    return everything().filter(provider_id__in=organization_ids(person)) | for_staff(person)


@twin_of(LIST)
@twin_of(AGENCY_VIEW)
@twin_of(TAKE_UP)
@twin_of(DECIDE)
def for_staff(person: Any) -> QuerySet[Appeal]:
    """Every appeal, for case staff; for others those of their helping hands."""
    return agency_rows(everything(), person, *CASE_ROLES)


@twin_of(LISTED)
def listed_for(person: Any) -> QuerySet[Appeal]:
    """Those of them that no conflict of interest keeps from the person: what the agency's list and desk show."""
    rows = for_staff(person)
    if rows.query.is_empty():
        return rows
    return free_of_conflict(rows, person, policy="determination__policy_version", subject="determination__subject")


def public_at(at: datetime) -> QuerySet[Appeal]:
    """The closed appeals that everyone may read at this instant: the policy's hours after they were closed."""
    due = Q(pk__in=())
    for policy in policies_in_use():
        hours = policy.rules.clocks.public_after_hours
        due |= Q(determination__policy_version=policy, closed_at__lte=at - timedelta(hours=hours))
    return Appeal.objects.filter(due)


def public_now() -> QuerySet[Appeal]:
    """The same at the instant of asking, for addresses that anyone may open."""
    kept = public_at(current_instant()).values("pk")
    return whole().filter(pk__in=kept)


def public_letters() -> QuerySet[Appeal]:
    """Those of them whose letter was made; a late one has none."""
    return public_now().filter(letter__isnull=False)


def appeal_of(determination: Determination) -> Appeal | None:
    """The appeal against a decision, if one was filed."""
    return whole().filter(determination=determination).first()


def waiting_for(person: Any) -> QuerySet[Appeal]:
    """Open appeals that this appeal officer may take up or has taken up, the oldest first."""
    left = AuditEvent.objects.filter(subject_type=APPEALS, actor_id=person.pk, name__in=STEPPING_BACK).values(
        "subject_id"
    )
    rows = agency_rows(listed_for(person), person, Role.APPEAL_OFFICER).filter(state__in=OPEN).exclude(pk__in=left)
    mine = Q(state=AppealState.FILED) | Q(taken_up_by=person)
    parted = Q(determination__issued_by=person) | Q(determination__recommended_by=person)
    return rows.filter(mine).exclude(parted).order_by("created_at", "pk")


def untaken(person: Any) -> QuerySet[Appeal]:
    """Appeals that wait to be taken up, apart from those that a conflict of interest keeps from the person."""
    rows = everything().filter(pk__in=listed_for(person).values("pk"), state=AppealState.FILED)
    return rows.order_by("created_at", "pk")


def has_nobody(appeal: Appeal, *, without: Any = None) -> bool:
    """Whether no appeal officer may take it up; `without` is one who has just left it."""
    return step_without_anybody("appeal", appeal, without=without) is not None
