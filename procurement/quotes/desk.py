"""What requests have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import organization_ids
from procurement.quotes.models import PilotRequest


@desk_source(capability="buys")
def drafts(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Drafts that the district's writers have not issued yet."""
    mine = organization_ids(person, Role.BUYER, Role.OWNER)
    if not mine:
        return
    for request in PilotRequest.objects.filter(buyer__in=mine, state="draft").select_related("model"):
        yield DeskItem(
            organization_id=request.buyer_id,
            title=f"Check and issue the request for {request.title}",
            url=reverse("quotes:detail", args=[request.reference]),
            reference=request.reference,
            action="Check",
            since=request.created_at,
        )
