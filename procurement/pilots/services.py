"""Writing pilots: open from a signed contract, prepare, start, end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.clocks.calendar import add_months, local_day
from marketplace.clocks.words import day_words
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from procurement.contracts.models import Contract
from procurement.contracts.services import complete_contract, terminate_contract
from procurement.pilots import signals
from procurement.pilots.models import Milestone, Pilot
from procurement.pilots.notices import why_notice_fails
from procurement.pilots.permissions import BE_ASKED, CLOSE, COMPLETE, PREPARE, START, TERMINATE
from procurement.pilots.queries import milestones_of, paid_cents
from procurement.pilots.transitions import MILESTONE, PILOT, PilotState


@service
def open_pilot(*, contract: Contract, at: datetime) -> Pilot:
    """The pilot of an executed contract, with its milestones as signed. Once: again gives the one that is there."""
    contract = locked(contract)
    existing = Pilot.objects.filter(contract=contract).first()
    if existing:
        return existing
    if contract.state != "executed":
        raise Refused("A pilot is opened only from a contract that both sides have signed.")
    body, request = contract.body, contract.negotiation.request
    pilot = Pilot.objects.create(
        contract=contract,
        buyer=request.buyer,
        provider=request.provider,
        model=request.model,
        model_version=request.model_version,
        policy_version=request.policy_version,
        zone=contract.negotiation.zone,
        starts_on=date.fromisoformat(body["calendar"]["starts_on"]),
        ends_on=date.fromisoformat(body["calendar"]["ends_on"]),
        students_count=body["scope"]["students_count"],
        total_cents=body["total_cents"],
        created_at=at,
    )
    PILOT.created(pilot, actor=None, at=at)
    for terms in body["milestones"]:
        _open_milestone(pilot, terms, at)
    signals.pilot_opened.send(sender=Pilot, pilot=pilot, at=at)
    return pilot


def _open_milestone(pilot: Pilot, terms: dict[str, Any], at: datetime) -> None:
    milestone = Milestone.objects.create(
        pilot=pilot,
        number=terms["number"],
        title=terms["title"],
        due_on=date.fromisoformat(terms["due_on"]),
        amount_cents=terms["amount_cents"],
        is_contingent=terms["contingent"],
    )
    MILESTONE.created(milestone, actor=None, at=at)


@service
def record_family_notice(*, pilot: Pilot, notice_on: date, how: str, actor: Any, at: datetime) -> Pilot:
    """Note when and how families were told. May be renewed until the pilot starts."""
    PREPARE.check(actor, pilot)
    pilot = locked(pilot)
    _require_scheduled(pilot, "The notice to families stands as recorded; the pilot has begun.")
    errors = {}
    if notice_on > local_day(at, pilot.zone):
        errors["notice_on"] = f"{day_words(notice_on)} has not come yet. Give the day on which families were told."
    else:
        months = pilot.policy_version.rules.families.notice_max_months
        oldest = add_months(local_day(at, pilot.zone), -months)
        if notice_on < oldest:
            errors["notice_on"] = (
                f"This is more than {months} months ago. Give a day from {day_words(oldest)} on, "
                "or tell families again."
            )
    if not how.strip():
        errors["how"] = (
            "Say how families were told, for instance “letter in two languages, and at the parents’ evening”."
        )
    if errors:
        raise ValidationError(errors)
    pilot.family_notice_on, pilot.family_notice_how = notice_on, how.strip().rstrip(".")
    pilot.save(update_fields=["family_notice_on", "family_notice_how"])
    record("pilot.family_notice", subject=pilot, actor=actor, organization=pilot.buyer, at=at,
           payload={"on": notice_on.isoformat()}, public=True)  # fmt: skip
    return pilot


@service
def record_purchase_order(*, pilot: Pilot, number: str, actor: Any, at: datetime) -> Pilot:
    """Note the district's purchase order. It stands once an invoice names it."""
    PREPARE.check(actor, pilot)
    pilot = locked(pilot)
    number = number.strip()
    if not number:
        raise ValidationError({"number": "Give the number of the purchase order, as your business office issued it."})
    if number != pilot.purchase_order and pilot.milestones.filter(invoice__isnull=False).exists():
        raise Refused(f"Invoices already name purchase order {pilot.purchase_order}, so it stays.")
    pilot.purchase_order = number
    pilot.save(update_fields=["purchase_order"])
    record("pilot.purchase_order", subject=pilot, actor=actor, organization=pilot.buyer, at=at,
           payload={"number": number})  # fmt: skip
    return pilot


@service
def set_may_be_asked(*, pilot: Pilot, may_be_asked: bool, actor: Any, at: datetime) -> Pilot:
    """Say whether other districts may ask this one about the pilot; everyone sees it. Again the same changes nothing.

    Raises Refused before the pilot has begun, as nobody outside knows of it.
    """
    BE_ASKED.check(actor, pilot)
    pilot = locked(pilot)
    if pilot.started_at is None:
        raise Refused("The pilot has not begun, so there is nothing yet that another district could ask about.")
    if may_be_asked == (pilot.may_be_asked_since is not None):
        return pilot
    pilot.may_be_asked_since = at if may_be_asked else None
    pilot.save(update_fields=["may_be_asked_since"])
    event = "pilot.may_be_asked" if may_be_asked else "pilot.not_to_be_asked"
    record(event, subject=pilot, actor=actor, organization=pilot.buyer, at=at, public=True)
    return pilot


@service
def start_pilot(*, pilot: Pilot, actor: Any, at: datetime) -> Pilot:
    """Begin. Needs the executed contract, its data schedule, and a notice to families that is recent enough."""
    START.check(actor, pilot)
    pilot = locked(pilot)
    PILOT.require(pilot, "start")
    today = local_day(at, pilot.zone)
    problems = why_not_start(pilot, today)
    if problems:
        raise Refused(" ".join(problems))
    pilot.started_at = at
    PILOT.move(pilot, "start", actor=actor, organization=pilot.buyer, at=at, also_save=("started_at",))
    signals.pilot_started.send(sender=Pilot, pilot=pilot, at=at)
    return pilot


def why_not_start(pilot: Pilot, today: date) -> list[str]:
    """What a start still needs, as sentences; empty when it can start on that day."""
    problems = []
    if pilot.contract.state != "executed":
        problems.append("The contract is not in force.")
    if not pilot.contract.data_schedule.all():
        problems.append("The contract has no data schedule, so nobody knows which student data may be used.")
    if today < pilot.starts_on:
        problems.append(f"The contract’s first day is {day_words(pilot.starts_on)}.")
    months = pilot.policy_version.rules.families.notice_max_months
    notice = why_notice_fails(notice_on=pilot.family_notice_on, starts_on=today, max_months=months)
    return [*problems, notice] if notice else problems


@service
def complete_pilot(*, pilot: Pilot, actor: Any, at: datetime) -> Pilot:
    """Teaching has ended. Not before the contract's last day; ending early is its own act."""
    COMPLETE.check(actor, pilot)
    pilot = locked(pilot)
    PILOT.require(pilot, "complete")
    if local_day(at, pilot.zone) < pilot.ends_on:
        raise Refused(f"The contract’s last day is {day_words(pilot.ends_on)}. To stop before, end the pilot early.")
    pilot.ended_at = at
    PILOT.move(pilot, "complete", actor=actor, organization=pilot.buyer, at=at, also_save=("ended_at",))
    signals.pilot_completed.send(sender=Pilot, pilot=pilot, at=at)
    return pilot


@service
def terminate_pilot(*, pilot: Pilot, reason: str, actor: Any, at: datetime) -> Pilot:
    """End before the last day, with the reason. What was accepted is still invoiced and paid; the rest is released."""
    TERMINATE.check(actor, pilot)
    pilot = locked(pilot)
    PILOT.require(pilot, "terminate")
    if not reason.strip():
        raise ValidationError({"reason": "Say why the pilot ends early. The provider and the department read it."})
    pilot.end_reason, pilot.ended_at = reason.strip(), at
    PILOT.move(pilot, "terminate", actor=actor, organization=pilot.buyer, at=at, also_save=("end_reason", "ended_at"))
    owed = sum(item.amount_cents for item in milestones_of(pilot) if item.state in ("accepted", "invoiced", "paid"))
    terminate_contract(
        contract=pilot.contract, reason=pilot.end_reason, unspent_cents=pilot.total_cents - owed, actor=actor, at=at
    )
    signals.pilot_terminated.send(sender=Pilot, pilot=pilot, at=at)
    return pilot


@service
def close_pilot(*, pilot: Pilot, actor: Any, at: datetime) -> Pilot:
    """Close the file: the outcome is verified and every milestone settled. What was not earned is released."""
    CLOSE.check(actor, pilot)
    pilot = locked(pilot)
    PILOT.require(pilot, "close")
    problems = why_not_close(pilot)
    if problems:
        raise Refused(" ".join(problems))
    PILOT.move(pilot, "close", actor=actor, organization=pilot.buyer, at=at)
    unearned = pilot.total_cents - paid_cents(pilot)
    complete_contract(contract=pilot.contract, unspent_cents=unearned, actor=actor, at=at)
    signals.pilot_closed.send(sender=Pilot, pilot=pilot, at=at)
    return pilot


def why_not_close(pilot: Pilot, milestones: Sequence[Milestone] | None = None) -> list[str]:
    """What is still open, as sentences; empty when the pilot can be closed."""
    milestones = milestones_of(pilot) if milestones is None else milestones
    problems = [] if pilot.verdict else ["The outcome has not been verified yet."]
    open_numbers = [str(milestone.number) for milestone in milestones if not milestone.is_settled]
    if open_numbers:
        several = len(open_numbers) > 1
        problems.append(
            f"Milestone{'s' if several else ''} {', '.join(open_numbers)} {'are' if several else 'is'} open."
        )
    return problems


@service
def write_down_verdict(*, pilot: Pilot, verdict: str, outcome_reference: str, actor: Any, at: datetime) -> Pilot:
    """Keep what the verified outcome gave by the contract's rule. Called by outcomes only; the last one counts."""
    pilot = locked(pilot)
    pilot.verdict = verdict
    pilot.save(update_fields=["verdict"])
    record("pilot.verdict", subject=pilot, actor=actor, at=at, payload={"outcome": outcome_reference})
    return pilot


def _require_scheduled(pilot: Pilot, reason: str) -> None:
    if pilot.state != PilotState.SCHEDULED:
        raise Refused(reason)
