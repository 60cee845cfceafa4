"""Every list of version changes, and what of a model could be published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from marketplace.access.permissions import twin_of
from marketplace.organizations.queries import organization_ids
from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.queries import latest_version
from marketplace.products.queries import visible_to as own_models
from procurement.designations.models import Designation
from procurement.designations.queries import running_of
from procurement.policy.models import PolicyVersion
from procurement.policy.queries import policy_in_force
from procurement.reviews.ties import free_of_conflict
from procurement.versionchanges.models import VersionChange
from procurement.versionchanges.permissions import (
    AGENCY_VIEW,
    DECIDE,
    FILE,
    LIST,
    LISTED,
    STAFF,
    VIEW,
    WITHDRAW,
)
from procurement.versionchanges.transitions import OPEN, ChangeState

twin_of(FILE)(own_models)
POLICY, SUBJECT = "designation__determination__policy_version", "designation__determination__subject"


def everything() -> QuerySet[VersionChange]:
    """All requests with what lists show, in one query."""
    return VersionChange.objects.select_related("provider", "model", "before", "after")


def whole() -> QuerySet[VersionChange]:
    """Every request with all that its pages and permissions ask for, in a fixed number of queries."""
    decision = "designation__determination"
    shown = (
        "provider", "model__provider", "before", "after", "filed_by", "decided_by", f"{decision}__provider",
        f"{decision}__policy_version", f"{decision}__model", f"{decision}__subject__provider",
        f"{decision}__subject__panel__consensus",
    )  # fmt: skip
    return VersionChange.objects.select_related(*shown).prefetch_related(f"{decision}__subject__panel__assignments")


@twin_of(VIEW)
@twin_of(WITHDRAW)
def visible_to(person: Any) -> QuerySet[VersionChange]:
    """All of them for case staff; a provider's own."""
    if STAFF(person, None):
        return everything()
    return everything().filter(provider_id__in=organization_ids(person))


@twin_of(LIST)
@twin_of(AGENCY_VIEW)
@twin_of(DECIDE)
def for_staff(person: Any) -> QuerySet[VersionChange]:
    """Every request, for case staff; none for anyone else."""
    return everything() if STAFF(person, None) else everything().none()


@twin_of(LISTED)
def listed_for(person: Any) -> QuerySet[VersionChange]:
    """Those of them that no conflict of interest keeps from the person: what the agency's list and desk show."""
    rows = for_staff(person)
    if not STAFF(person, None):
        return rows
    return free_of_conflict(rows, person, policy=POLICY, subject=SUBJECT)


def waiting_for(person: Any) -> QuerySet[VersionChange]:
    """Those that wait for a decision by this person of the department, the oldest first."""
    return listed_for(person).filter(state=ChangeState.FILED).order_by("created_at", "pk")


def open_change_of(model: LearningModel) -> VersionChange | None:
    """The request about a model that still waits, if there is one."""
    return everything().filter(model=model, state__in=OPEN).first()


def in_review_of(model: LearningModel) -> QuerySet[VersionChange]:
    """The request about a model that was sent to a tier review, if there is one."""
    return everything().filter(model=model, state=ChangeState.IN_REVIEW)


def approval_of(model: LearningModel, *, at: datetime) -> Designation | None:
    """The newest approval of a model that runs or is decided to follow, suspended or not."""
    return running_of(model, at=at).last()


def policy_for(designation: Designation, *, at: datetime) -> PolicyVersion:
    """The policy that says which changes are material: the one in force, else that of the approval."""
    return policy_in_force(at) or designation.determination.policy_version


def publishable(model: LearningModel, designation: Designation) -> ModelVersion | None:
    """The newest version of a model, where it is newer than the approved one and was not decided on already."""
    version = latest_version(model)
    if version.number <= designation.version.number:
        return None
    decided = VersionChange.objects.filter(after=version).exclude(state=ChangeState.WITHDRAWN)
    return None if decided.exists() else version
