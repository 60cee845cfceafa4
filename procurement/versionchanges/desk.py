"""What version changes have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source, office_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import agency_roles_of, organization_ids, the_agency
from procurement.versionchanges.models import VersionChange
from procurement.versionchanges.queries import everything, waiting_for
from procurement.versionchanges.transitions import OPEN


@desk_source(capability="regulates")
def versions_to_decide(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Determiners accept, decline or send to review what providers want to publish."""
    if Role.DETERMINER in agency_roles_of(person):
        for item in versions_waiting(person, at):
            yield item.for_who_acts()


@office_source
def versions_waiting(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Every version that waits for a decision; one in a tier review waits there."""
    for change in waiting_for(person):
        title = f"Decide on version {change.after.number} of {change.model.name}"
        yield _item(change, the_agency().pk, title, "agency_detail", action="Decide", waiting_for="Determiners")


@desk_source(capability="offers")
def versions_asked_for(person: Any, at: datetime) -> Iterator[DeskItem]:
    """The provider's requests that the department has not decided yet."""
    for change in everything().filter(provider_id__in=organization_ids(person), state__in=OPEN):
        yield _item(change, change.provider_id, change.title, "detail", waiting_for="the department")


def _item(change: VersionChange, organization_id: int, title: str, page: str, **fields: Any) -> DeskItem:
    return DeskItem(
        organization_id=organization_id,
        title=title,
        url=reverse(f"versionchanges:{page}", args=[change.reference]),
        reference=change.reference,
        since=change.created_at,
        **fields,
    )
