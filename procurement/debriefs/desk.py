"""What debriefs have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source, office_source
from marketplace.organizations.queries import agency_roles_of, organization_ids, the_agency
from procurement.debriefs.models import Debrief
from procurement.debriefs.permissions import HOLDERS
from procurement.debriefs.queries import for_staff, waiting
from procurement.reviews.ties import free_of_conflict


@desk_source(capability="regulates")
def debriefs_to_hold(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Officers and determiners hold what was asked for, within the policy's days."""
    if set(HOLDERS) & set(agency_roles_of(person)):
        for item in debriefs_running(person, at):
            yield item.for_who_acts()


@office_source
def debriefs_running(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Every debrief that was asked for and not held."""
    policy, subject = "determination__policy_version", "determination__subject"
    for debrief in free_of_conflict(for_staff(person).filter(pk__in=waiting()), person, policy=policy, subject=subject):
        title = f"Hold the debrief about {debrief.determination.model.name}"
        who = "Program officers or determiners"
        yield _item(debrief, the_agency().pk, title, "agency_detail", action="Hold", waiting_for=who)


@desk_source(capability="offers")
def debriefs_asked_for(person: Any, at: datetime) -> Iterator[DeskItem]:
    """The provider's debriefs that were not held yet."""
    for debrief in waiting().filter(provider_id__in=organization_ids(person)):
        yield _item(debrief, debrief.provider_id, debrief.title, "detail", waiting_for="the department")


def _item(debrief: Debrief, organization_id: int, title: str, page: str, **fields: Any) -> DeskItem:
    return DeskItem(
        organization_id=organization_id,
        title=title,
        url=reverse(f"debriefs:{page}", args=[debrief.reference]),
        reference=debrief.reference,
        due=debrief.hold_by,
        since=debrief.created_at,
        **fields,
    )
