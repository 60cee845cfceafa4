"""Every list of debriefs."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from marketplace.access.permissions import twin_of
from marketplace.organizations.queries import organization_ids
from procurement.debriefs.models import Debrief
from procurement.debriefs.permissions import AGENCY_VIEW, ASK, HOLD, LIST, STAFF, VIEW
from procurement.debriefs.transitions import DebriefState
from procurement.designations.models import Determination
from procurement.designations.queries import own

twin_of(ASK)(own)


def everything() -> QuerySet[Debrief]:
    """All debriefs with what lists show, in one query."""
    return Debrief.objects.select_related("provider", "determination__model", "determination__policy_version")


def whole() -> QuerySet[Debrief]:
    """Every debrief with all that its pages and permissions ask for, in a fixed number of queries."""
    shown = (
        "provider", "asked_by", "held_by", "determination__model", "determination__policy_version",
        "determination__provider", "determination__subject__panel__consensus", "determination__subject__provider",
    )  # fmt: skip
    return Debrief.objects.select_related(*shown).prefetch_related("determination__subject__panel__assignments")


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[Debrief]:
    """All of them for case staff; a provider's own."""
    if STAFF(person, None):
        return everything()
    return everything().filter(provider_id__in=organization_ids(person))


@twin_of(LIST)
@twin_of(AGENCY_VIEW)
@twin_of(HOLD)
def for_staff(person: Any) -> QuerySet[Debrief]:
    """Every debrief, for case staff; none for anyone else."""
    return everything() if STAFF(person, None) else everything().none()


def waiting() -> QuerySet[Debrief]:
    """Those that were not held yet, the oldest first."""
    return everything().filter(state=DebriefState.ASKED).order_by("created_at", "pk")


def debrief_of(determination: Determination) -> Debrief | None:
    """The debrief about a decision, if one was asked for."""
    return whole().filter(determination=determination).first()
