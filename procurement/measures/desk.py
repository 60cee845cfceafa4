"""What decisions about measures have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source, office_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import agency_roles_of, the_agency
from procurement.measures.permissions import STAFF
from procurement.measures.queries import running, votes_of, what_is_missing
from procurement.measures.transitions import VoteState

PANEL = "the panel"


@desk_source(capability="regulates")
def votes_to_cast(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Experts vote on the measures that they were asked about."""
    agency = the_agency()
    for vote in votes_of(person).filter(state=VoteState.ASKED):
        yield DeskItem(
            organization_id=agency.pk,
            title=f"Vote on whether {vote.decision.measure} is valid",
            url=reverse("measures:vote", args=[vote.pk]),
            reference=vote.decision.reference,
            since=vote.asked_at,
            action="Vote",
        )


@desk_source(capability="regulates")
def panels_to_run(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Officers complete panels and record what they decided; votes that are out are waited for."""
    if Role.PROGRAM_OFFICER in agency_roles_of(person):
        for item in panels_running(person, at):
            yield item if item.waiting_for == PANEL else item.for_who_acts()


@office_source
def panels_running(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Every measure that a panel has not decided on."""
    agency = the_agency()
    for decision in running() if STAFF(person, None) else ():
        missing = what_is_missing(decision)
        out = any(vote.state == VoteState.ASKED for vote in decision.votes.all())
        act = "Name experts for" if missing else "Record the decision on"
        yield DeskItem(
            organization_id=agency.pk,
            title=f"The panel on {decision.measure}" if out else f"{act} {decision.measure}",
            url=reverse("measures:agency_detail", args=[decision.reference]),
            reference=decision.reference,
            since=decision.created_at,
            waiting_for=PANEL if out else "Program officers",
            action="Open" if out else "Name" if missing else "Record",
        )
