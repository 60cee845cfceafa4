"""What requests have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import hands_of, organization_ids
from procurement.quotes.queries import drafts_to_check


@desk_source
def drafts(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Drafts that the district's writers and approvers, or who lends one a hand, have not issued yet."""
    if not organization_ids(person, Role.BUYER, Role.OWNER, Role.APPROVER) and not hands_of(person):
        return
    own = organization_ids(person)
    for request in drafts_to_check(person):
        yield DeskItem(
            organization_id=request.buyer_id,
            title=f"Check and issue the request for {request.title}",
            url=reverse("quotes:detail", args=[request.reference]),
            reference=request.reference,
            detail="" if request.buyer_id in own else f"A helping hand for {request.buyer}.",
            action="Check",
            since=request.created_at,
        )
