"""What a pilot's pages show, gathered from the pilot, its contract and its history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.urls import reverse

from marketplace.audit.queries import history_of
from marketplace.clocks.calendar import add_months, local_day
from marketplace.clocks.words import count_words, day_words, until_words
from procurement.negotiations.wording import rule_words
from procurement.pilots.models import Milestone, Pilot
from procurement.pilots.money_plot import MoneyPlot, Sum, draw
from procurement.pilots.queries import milestones_of
from procurement.pilots.services import why_not_start
from procurement.pilots.tables import MARKS, milestone_mark
from procurement.pilots.transitions import PilotState
from procurement.pilots.turns import Turn, answer_for, milestone_turn, turns_of

WEEK_DAYS = 7
PUBLIC_MARKS = {"Planned": "open", "Paid": "done", "Not earned": "open"}


def pilot_page(pilot: Pilot, *, mine: Iterable[int], at: datetime) -> dict[str, Any]:
    """Everything of the signed-in page; `mine` are the organizations that the person acts for."""
    milestones, today, mine = milestones_of(pilot), local_day(at, pilot.zone), set(mine)
    turns = turns_of(pilot, milestones, today)
    cards = [turn_card(pilot, turn, is_mine=answer_for(turn, pilot).pk in mine, at=at) for turn in turns]
    cards.sort(key=lambda card: not card["is_mine"])
    return {
        "pilot": pilot,
        "status": (MARKS[pilot.state], pilot.get_state_display()),
        "lede": lede(pilot, today),
        "cards": cards[:2],
        "rows": [milestone_row(milestone, mine, at) for milestone in milestones],
        **sums(pilot, milestones),
        "plot": money_plot(pilot, milestones, today),
        "rule": rule_words(pilot.terms["decision_rule"], pilot.terms["measures"]),
        "not_yet": why_not_start(pilot, today) if pilot.state == PilotState.SCHEDULED else [],
        "timeline": [*coming(pilot, milestones, at), *past(pilot, milestones)],
    }


def lede(pilot: Pilot, today: date) -> str:
    """Who, where, when, and how far along."""
    terms = pilot.terms
    students = count_words(pilot.students_count, "student")
    sites = count_words(len(terms["sites"]), "school")
    period = f"{day_words(pilot.starts_on)} to {day_words(pilot.ends_on)}"
    grades = terms["scope"]["grades"]
    told = f"Up to {students} in {grades[:1].lower()}{grades[1:]} at {sites}, {period}."
    if pilot.state == PilotState.ACTIVE and pilot.starts_on <= today <= pilot.ends_on:
        week = (today - pilot.starts_on).days // WEEK_DAYS + 1
        weeks = (pilot.ends_on - pilot.starts_on).days // WEEK_DAYS + 1
        told += f" Week {week} of {weeks}."
    return told


def turn_card(pilot: Pilot, turn: Turn, *, is_mine: bool, at: datetime) -> dict[str, Any]:
    """The next act as a notice: on whom it is, how late, and the way to do it."""
    whose = "you" if is_mine else answer_for(turn, pilot).name
    late = turn.is_late(at)
    title = f"Overdue on {whose}" if late else f"Next: {whose}"
    milestone = turn.milestone
    if milestone:
        url = reverse("pilots:milestone", args=[pilot.reference, milestone.number])
        action = (
            f"Review milestone {milestone.number}"
            if turn.words.startswith("Accept")
            else f"Milestone {milestone.number}"
        )
    else:
        url, action = reverse(f"pilots:{turn.page}", args=[pilot.reference]), turn.words
    return {
        "kind": "late" if late and is_mine else "soon" if late else "",
        "title": title,
        "words": turn.words,
        "milestone": milestone,
        "due": turn.due,
        "is_mine": is_mine,
        "url": url,
        "action": action,
        "is_post": turn.page in ("start", "complete", "close"),
    }


def milestone_row(milestone: Milestone, mine: set[int], at: datetime) -> dict[str, Any]:
    """One line of the milestones table: state, and on whom it waits."""
    kind, words = milestone_mark(milestone)
    turn = milestone_turn(milestone)
    note = ""
    if milestone.state == "paid":
        note = "Matched to the cent"
    elif turn:
        whose = answer_for(turn, milestone.pilot)
        late = turn.is_late(at)
        distance = until_words(turn.due, at, milestone.pilot.zone) if turn.due else ""
        note = f"{distance} on {whose.name}" if late else distance
        if late or milestone.state == "delivered":
            kind = "late" if late else kind
            words = f"Waits for {'you' if whose.pk in mine else whose.name}"
    elif not milestone.is_settled:
        note = until_words(milestone.due_at, at, milestone.pilot.zone)
    return {"milestone": milestone, "kind": kind, "words": words, "note": note}


def sums(pilot: Pilot, milestones: Sequence[Milestone]) -> dict[str, int]:
    """The total, what is paid, what is not earned, and what is left, in cents."""
    paid = sum(item.amount_cents for item in milestones if item.state == "paid")
    unearned = sum(item.amount_cents for item in milestones if item.is_forfeited)
    left = 0 if pilot.state == PilotState.TERMINATED else pilot.total_cents - paid - unearned
    return {"total_cents": pilot.total_cents, "paid_cents": paid, "unearned_cents": unearned, "left_cents": left}


def public_rows(milestones: Sequence[Milestone]) -> list[dict[str, Any]]:
    """The milestones as everyone sees them: nothing that would tell an outcome before it is published."""
    rows = []
    for milestone in milestones:
        told = "Planned" if milestone.state in ("planned", "delivered", "returned") else milestone.get_state_display()
        if milestone.is_forfeited and milestone.pilot.state == PilotState.CLOSED:
            told = "Not earned"
        rows.append({"milestone": milestone, "kind": PUBLIC_MARKS.get(told, "half"), "words": told, "note": ""})
    return rows


def public_sums(pilot: Pilot, milestones: Sequence[Milestone]) -> dict[str, int]:
    """The same sums without what the outcome did not earn, until the file is closed."""
    told = sums(pilot, milestones)
    if pilot.state != PilotState.CLOSED:
        told |= {"left_cents": told["left_cents"] + told["unearned_cents"], "unearned_cents": 0}
    return told


def money_plot(pilot: Pilot, milestones: Sequence[Milestone], today: date) -> MoneyPlot:
    """Planned by due day against paid by payment day."""
    planned = [Sum(item.due_on, item.amount_cents) for item in milestones if item.amount_cents]
    paid = [Sum(item.invoice.payment.paid_on, item.amount_cents) for item in milestones if item.state == "paid"]
    return draw(planned, paid, today=today, starts_on=pilot.starts_on, ends_on=pilot.ends_on)


def coming(pilot: Pilot, milestones: Sequence[Milestone], at: datetime) -> list[dict[str, Any]]:
    """What lies ahead, the furthest first, as the timeline takes it."""
    if pilot.state in (PilotState.CLOSED, PilotState.TERMINATED):
        return []
    ahead = [
        (item.due_at, f"{item.title}, milestone {item.number}")
        for item in milestones
        if item.state in ("planned", "returned") and not item.is_settled
    ]
    return [
        {
            "when": f"{day_words(local_day(due, pilot.zone))}, {until_words(due, at, pilot.zone)}",
            "words": words,
            "state": "late" if due <= at else "ahead",
        }
        for due, words in sorted(ahead, key=lambda item: item[0], reverse=True)
    ]


def past(pilot: Pilot, milestones: Sequence[Milestone], *, public_only: bool = False) -> list[Any]:
    """What happened, the newest first; the setting up of each milestone is left out."""
    events = history_of(pilot, *milestones, public_only=public_only)
    return [_told(event) for event in reversed(events) if event.name != "milestone.create"]


def _told(event: Any) -> Any:
    """An event of a milestone says which one."""
    number = event.payload.get("number")
    if not event.name.startswith("milestone.") or number is None:
        return event
    words = event.words.replace("a milestone", f"milestone {number}")
    words = words if str(number) in words else f"{words} for milestone {number}"
    return {
        "at": event.at,
        "actor_name": event.actor_name,
        "organization_name": event.organization_name,
        "words": words,
    }


def family_facts(pilot: Pilot) -> dict[str, Any]:
    """What families are told: what data, why, until when, whom to ask."""
    months = pilot.policy_version.rules.families.notice_max_months
    return {
        "elements": list(pilot.contract.data_schedule.all()),
        "sites": pilot.terms["sites"],
        "told_on": pilot.family_notice_on,
        "told_how": pilot.family_notice_how.rstrip(". "),
        "tell_again_by": add_months(pilot.family_notice_on, months) if pilot.family_notice_on else None,
    }
