"""Writing milestones: deliver, accept or return, invoice, pay. The portal records money and moves none."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import day_words
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from procurement.pilots import signals
from procurement.pilots.matching import dollars, match
from procurement.pilots.models import Invoice, Milestone, PaymentMethod, PaymentRecord, Pilot
from procurement.pilots.permissions import DECIDE, DELIVER, INVOICE, PAY
from procurement.pilots.transitions import MILESTONE, PilotState


@service
def deliver_milestone(*, milestone: Milestone, note: str, actor: Any, at: datetime) -> Milestone:
    """The provider says that it is done, and where the district sees it."""
    DELIVER.check(actor, milestone)
    milestone = _locked(milestone)
    MILESTONE.require(milestone, "deliver")
    too_early = why_not_deliver(milestone)
    if too_early:
        raise Refused(too_early)
    if not note.strip():
        raise ValidationError({"note": "Say what was delivered and where the district can see it."})
    milestone.delivery_note, milestone.delivered_at, milestone.return_reason = note.strip(), at, ""
    fields = ("delivery_note", "delivered_at", "return_reason")
    return _moved(milestone, "deliver", milestone.pilot.provider, actor, at, fields)


def why_not_deliver(milestone: Milestone) -> str:
    """Why nothing is delivered under this pilot now; empty where it runs or its teaching has just ended."""
    if milestone.pilot.state in (PilotState.ACTIVE, PilotState.COMPLETED):
        return ""
    return f"This pilot is “{milestone.pilot.get_state_display()}”; milestones are delivered while it runs."


@service
def return_milestone(*, milestone: Milestone, reason: str, actor: Any, at: datetime) -> Milestone:
    """The district sends it back and says what is missing."""
    DECIDE.check(actor, milestone)
    milestone = _locked(milestone)
    MILESTONE.require(milestone, "return")
    if not reason.strip():
        raise ValidationError({"reason": "Say what is missing, so that the provider can mend it."})
    milestone.return_reason = reason.strip()
    return _moved(milestone, "return", milestone.pilot.buyer, actor, at, ("return_reason",))


@service
def accept_milestone(*, milestone: Milestone, actor: Any, at: datetime) -> Milestone:
    """The district accepts it at its price. A contingent share needs a verified outcome that met the rule."""
    DECIDE.check(actor, milestone)
    milestone = _locked(milestone)
    MILESTONE.require(milestone, "accept")
    reason = why_not_earned(milestone)
    if reason:
        raise Refused(reason)
    milestone.accepted_at, milestone.accepted_cents = at, milestone.amount_cents
    return _moved(milestone, "accept", milestone.pilot.buyer, actor, at, ("accepted_at", "accepted_cents"))


def why_not_earned(milestone: Milestone) -> str:
    """Why a contingent share may not be accepted; empty where it may, or where nothing depends on the outcome."""
    if not milestone.is_contingent or milestone.pilot.meets_rule:
        return ""
    if not milestone.pilot.verdict:
        return (
            f"{dollars(milestone.amount_cents)} depends on the outcome. It is released once the department has "
            "verified the outcome and it meets the contract’s own rule."
        )
    return "The verified outcome did not meet the contract’s rule, so this share is not released."


@service
def record_invoice(
    *, milestone: Milestone, number: str, invoiced_on: date, amount_cents: int, actor: Any, at: datetime
) -> Milestone:
    """The provider records its invoice: ordered, accepted and invoiced must agree to the cent."""
    INVOICE.check(actor, milestone)
    milestone = _locked(milestone)
    MILESTONE.require(milestone, "invoice")
    pilot = milestone.pilot
    if not pilot.purchase_order:
        raise Refused(f"{pilot.buyer} has not recorded a purchase order yet. An invoice names it.")
    _check_invoice(milestone, number.strip(), invoiced_on, amount_cents, local_day(at, pilot.zone))
    Invoice.objects.create(
        milestone=milestone,
        provider=pilot.provider,
        number=number.strip(),
        invoiced_on=invoiced_on,
        purchase_order=pilot.purchase_order,
        ordered_cents=milestone.amount_cents,
        accepted_cents=milestone.accepted_cents,
        amount_cents=amount_cents,
        recorded_at=at,
    )
    return _moved(milestone, "invoice", pilot.provider, actor, at)


@service
def record_payment(
    *, milestone: Milestone, method: str, number: str, paid_on: date, amount_cents: int, actor: Any, at: datetime
) -> Milestone:
    """The district records that its business office paid the invoice in full."""
    PAY.check(actor, milestone)
    milestone = _locked(milestone)
    MILESTONE.require(milestone, "pay")
    invoice, errors = milestone.invoice, {}
    if method not in PaymentMethod.values:
        errors["method"] = "Choose how it was paid."
    if not number.strip():
        errors["number"] = "Give the number of the check or transfer, so that both sides find it."
    if paid_on > local_day(at, milestone.pilot.zone):
        errors["paid_on"] = f"{day_words(paid_on)} has not come yet. Give the day on which it was paid."
    if paid_on < invoice.invoiced_on:
        errors["paid_on"] = f"The invoice is of {day_words(invoice.invoiced_on)}. It is not paid before it."
    if amount_cents != invoice.amount_cents:
        errors["amount_cents"] = (
            f"You entered {dollars(amount_cents)}. Invoice {invoice.number} is for {dollars(invoice.amount_cents)}; "
            "record it once it is paid in full."
        )
    if errors:
        raise ValidationError(errors)
    PaymentRecord.objects.create(
        invoice=invoice, method=method, payment_number=number.strip(), paid_on=paid_on, amount_cents=amount_cents,
        recorded_at=at,
    )  # fmt: skip
    return _moved(milestone, "pay", milestone.pilot.buyer, actor, at)


def _check_invoice(milestone: Milestone, number: str, invoiced_on: date, amount_cents: int, today: date) -> None:
    errors = {}
    if not number:
        errors["number"] = "Give the number of the invoice."
    elif Invoice.objects.filter(provider=milestone.pilot.provider, number=number).exists():
        errors["number"] = f"Invoice {number} is recorded already. Each invoice has a number of its own."
    if invoiced_on > today:
        errors["invoiced_on"] = f"{day_words(invoiced_on)} has not come yet. Give the day on the invoice."
    if not milestone.amount_cents:
        errors["amount_cents"] = "This milestone has no price, so there is nothing to invoice."
    verdict = match(
        ordered_cents=milestone.amount_cents, accepted_cents=milestone.accepted_cents, invoiced_cents=amount_cents
    )
    if not verdict.is_exact:
        errors["amount_cents"] = verdict.reason
    if errors:
        raise ValidationError(errors)


def _locked(milestone: Milestone) -> Milestone:
    """The milestone, its pilot locked first, so that both always agree."""
    pilot = locked(Pilot(pk=milestone.pilot_id))
    found = locked(milestone)
    found.pilot = pilot
    return found


def _moved(
    milestone: Milestone, move: str, organization: Any, actor: Any, at: datetime, fields: tuple[str, ...] = ()
) -> Milestone:
    MILESTONE.move(
        milestone, move, actor=actor, organization=organization, at=at, also_save=fields,
        payload={"number": milestone.number},
    )  # fmt: skip
    signals.milestone_moved.send(sender=Milestone, milestone=milestone, move=move, at=at)
    return milestone
