"""What pilots have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.urls import reverse

from marketplace.clocks.calendar import local_day
from marketplace.desk.registry import DeskItem, desk_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import organization_ids
from procurement.pilots.models import Milestone, Pilot
from procurement.pilots.turns import Turn, answer_for, turns_of

ACTION = {"Accept or return": "Review", "Deliver": "Deliver", "Start the pilot": "Start"}


@desk_source(capability=("buys", "offers"))
def pilot_turns(person: Any, at: datetime) -> Iterator[DeskItem]:
    """What each running pilot waits for: this person's side, or the other one."""
    buying = organization_ids(person, Role.BUYER, Role.OWNER)
    providing = organization_ids(person, Role.AUTHOR, Role.OWNER)
    if not buying and not providing:
        return
    for pilot in _open_pilots(buying, providing):
        milestones = list(pilot.milestones.all())
        for milestone in milestones:
            milestone.pilot = pilot
        for turn in turns_of(pilot, milestones, local_day(at, pilot.zone)):
            yield _item(pilot, turn, pilot.buyer_id if pilot.buyer_id in buying else pilot.provider_id)


def _open_pilots(buying: list[int], providing: list[int]) -> Any:
    mine = Q(buyer__in=buying) | Q(provider__in=providing)
    with_invoices = Milestone.objects.select_related("invoice")
    pilots = Pilot.objects.filter(mine).exclude(state="closed")
    return pilots.select_related("buyer", "provider", "model", "contract", "policy_version").prefetch_related(
        Prefetch("milestones", with_invoices), "contract__data_schedule"
    )


def _item(pilot: Pilot, turn: Turn, mine: int) -> DeskItem:
    whose = answer_for(turn, pilot)
    milestone = turn.milestone
    words = f"{turn.words} milestone {milestone.number}, {milestone.title}" if milestone else turn.words
    if milestone:
        url = reverse("pilots:milestone", args=[pilot.reference, milestone.number])
    else:
        url = reverse("pilots:detail", args=[pilot.reference])
    return DeskItem(
        organization_id=mine,
        title=words,
        url=url,
        reference=pilot.reference,
        due=turn.due,
        detail=pilot.title,
        action=ACTION.get(turn.words, "Open"),
        waiting_for="" if whose.pk == mine else whose.name,
        since=turn.since or pilot.created_at,
    )
