"""What decisions have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import agency_roles_of, the_agency
from procurement.designations.queries import free_for
from procurement.reviews.queries import listed_for


@desk_source(capability="regulates")
def decisions(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Panels that agreed wait for a recommendation; recommendations wait for a decision."""
    roles = agency_roles_of(person)
    if Role.PROGRAM_OFFICER in roles:
        yield from _to_recommend(person)
    if Role.DETERMINER in roles:
        waiting = free_for(person).filter(state="recommended").exclude(recommended_by=person)
        for row in waiting.select_related("model").order_by("created_at"):
            yield DeskItem(
                organization_id=the_agency().pk,
                title=f"Decide on {row.model.name}",
                url=reverse("designations:agency_detail", args=[row.reference]),
                reference=row.reference,
                action="Decide",
                since=row.created_at,
            )


def _to_recommend(person: Any) -> Iterator[DeskItem]:
    agreed = listed_for(person).filter(panel__consensus__state="agreed", is_closed=False)
    for subject in agreed.exclude(determinations__kind="first").select_related("panel__consensus"):
        yield DeskItem(
            organization_id=the_agency().pk,
            title=f"Recommend a decision on {subject.title}",
            url=reverse("designations:recommend", args=[subject.reference]),
            reference=subject.reference,
            action="Recommend",
            since=subject.panel.consensus.agreed_at,
        )
