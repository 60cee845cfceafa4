"""What negotiations have for whom: one's own turn, or the other side's."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source
from marketplace.organizations.queries import organization_ids
from procurement.negotiations.models import Side
from procurement.negotiations.permissions import BUYER_ROLES, PROVIDER_ROLES
from procurement.negotiations.queries import is_to_answer, latest, turn_of, with_everything


@desk_source(capability=("buys", "offers"))
def turns(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Open negotiations of the sides for which the person speaks."""
    buying, offering = organization_ids(person, *BUYER_ROLES), organization_ids(person, *PROVIDER_ROLES)
    if not buying and not offering:
        return
    mine = Q(request__buyer__in=buying) | Q(request__provider__in=offering)
    for negotiation in with_everything().filter(mine, state="open"):
        side = Side.BUYER if negotiation.request.buyer_id in buying else Side.PROVIDER
        turn, last = turn_of(negotiation), latest(negotiation)
        is_mine = is_to_answer(negotiation, side)
        yield DeskItem(
            organization_id=negotiation.organization_of(side).pk,
            title=f"{negotiation.request.title}: revision {last.number}",
            url=reverse("negotiations:detail", args=[negotiation.reference]),
            reference=negotiation.reference,
            detail=f"with {negotiation.organization_of(side.other)}",
            action="Answer" if is_mine else "Open",
            waiting_for="" if is_mine else str(negotiation.organization_of(turn.side)),
            since=turn.since,
        )
