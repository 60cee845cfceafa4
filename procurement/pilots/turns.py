"""Whose turn it is: for each open milestone the next act, the side it waits for, and by when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from marketplace.clocks.calendar import at_local
from procurement.pilots.models import CLOSE_OF_BUSINESS, Milestone, Pilot
from procurement.pilots.services import why_not_close, why_not_start
from procurement.pilots.transitions import MilestoneState, PilotState

BUYER, PROVIDER = "buyer", "provider"
ACTS = {
    MilestoneState.PLANNED: (PROVIDER, "Deliver"),
    MilestoneState.RETURNED: (PROVIDER, "Mend and deliver again"),
    MilestoneState.DELIVERED: (BUYER, "Accept or return"),
    MilestoneState.ACCEPTED: (PROVIDER, "Send the invoice for"),
    MilestoneState.INVOICED: (BUYER, "Record the payment of"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """One act that the pilot waits for. `due` is None where no day is set; `since` is from when it waits."""

    side: str
    words: str
    due: datetime | None
    since: datetime | None = None
    milestone: Milestone | None = None
    page: str = "pilots:detail"

    def is_late(self, at: datetime) -> bool:
        return self.due is not None and self.due <= at


def milestone_turn(milestone: Milestone) -> Turn | None:
    """The next act on a milestone; None when it is settled, not yet earned, or the pilot does not wait for it."""
    pilot = milestone.pilot
    if milestone.is_settled or pilot.state == PilotState.SCHEDULED:
        return None
    if milestone.is_contingent and not pilot.verdict:
        return None
    undone = milestone.state in (MilestoneState.PLANNED, MilestoneState.RETURNED, MilestoneState.DELIVERED)
    if pilot.state in (PilotState.TERMINATED, PilotState.CLOSED) and undone:
        return None
    side, words = ACTS[milestone.state]
    due = milestone.due_at if undone else None
    since = {MilestoneState.DELIVERED: milestone.delivered_at, MilestoneState.ACCEPTED: milestone.accepted_at}
    return Turn(side, words, due, since.get(milestone.state), milestone)


def turns_of(pilot: Pilot, milestones: Sequence[Milestone], today: date) -> list[Turn]:
    """Everything that the pilot waits for, the earliest day first."""
    turns = [*_pilot_turns(pilot, milestones, today)]
    turns += [turn for milestone in milestones if (turn := milestone_turn(milestone))]
    return sorted(turns, key=lambda turn: (turn.due is None, turn.due.timestamp() if turn.due else 0))


def _pilot_turns(pilot: Pilot, milestones: Sequence[Milestone], today: date) -> Iterable[Turn]:
    if pilot.state == PilotState.SCHEDULED:
        if pilot.family_notice_on is None:
            yield Turn(BUYER, "Tell families, and record when and how", _end_of(pilot, pilot.starts_on), page="notice")
        elif not why_not_start(pilot, today):
            yield Turn(BUYER, "Start the pilot", _end_of(pilot, pilot.starts_on), page="start")
    if pilot.state == PilotState.ACTIVE and today >= pilot.ends_on:
        yield Turn(BUYER, "Record that teaching has ended", _end_of(pilot, pilot.ends_on), page="complete")
    if pilot.state == PilotState.COMPLETED and not why_not_close(pilot, milestones):
        yield Turn(BUYER, "Close the pilot", None, page="close")
    accepted = any(item.state == MilestoneState.ACCEPTED and item.amount_cents for item in milestones)
    if accepted and not pilot.purchase_order:
        yield Turn(BUYER, "Record the purchase order, so that invoices can name it", None, page="order")


def _end_of(pilot: Pilot, day: date) -> datetime:
    return at_local(day, CLOSE_OF_BUSINESS, pilot.zone)


def answer_for(turn: Turn, pilot: Pilot) -> Any:
    """The organization whose turn it is."""
    return pilot.buyer if turn.side == BUYER else pilot.provider
