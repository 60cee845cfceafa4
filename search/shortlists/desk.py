"""What shortlists have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source
from search.shortlists.changes import BARRED
from search.shortlists.queries import lapsed_on_lists


@desk_source(capability="buys")
def lapsed(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Models on lists in use that were suspended, expired or were revoked: no such list can be frozen."""
    for item in lapsed_on_lists(person, at):
        yield DeskItem(
            organization_id=item.shortlist.organization_id,
            title=f"Take {item.shown_name} off your shortlist: {BARRED[item.lapse]}",
            url=reverse("shortlists:detail", args=[item.shortlist.reference]),
            reference=item.shortlist.reference,
            detail=f"“{item.shortlist.name}” cannot be frozen with it.",
            action="Look",
            since=item.lapsed_at,
        )
