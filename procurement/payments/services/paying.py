"""Money that comes in: a check, a transfer or an order that the department records, and one that did not hold."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.clocks.calendar import add_months, local_day
from marketplace.clocks.words import day_words
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.queries import the_agency
from procurement.payments import signals
from procurement.payments.models import Fee, Payment
from procurement.payments.offline import way_of
from procurement.payments.permissions import RECORD
from procurement.payments.services.exempting import let_requests_lapse
from procurement.payments.transitions import FEE, PAYMENT, FeeState

NUMBER_MAX_CHARACTERS = 40
REASON_MAX = 2_000
EARLY_MONTHS = 12


@service
def record_payment(*, fee: Fee, method: str, number: str, paid_on: date, actor: Any, at: datetime) -> Payment:
    """Record that the whole fee came in by check, transfer or purchase order."""
    RECORD.check(actor, fee)
    fee = locked(fee)
    FEE.require(fee, "pay")
    payment = Payment(
        fee=fee,
        method=_method(method),
        amount_cents=fee.amount_cents,
        number=_number(number, method),
        paid_on=_day(paid_on, at, fee),
        begun_by=actor,
        created_at=at,
    )
    payment.save()
    PAYMENT.created(payment, actor=actor, organization=the_agency(), at=at, payload={"fee": fee.reference})
    receive(payment, fee, actor=actor, at=at)
    tell_received(payment, fee, at=at)
    return payment


@service
def take_back_payment(*, payment: Payment, reason: str, actor: Any, at: datetime) -> Payment:
    """Note that a recorded payment did not hold: the bank returned it, or it was recorded by mistake."""
    RECORD.check(actor, payment.fee)
    fee = locked(payment.fee)
    payment = locked(payment)
    if payment.is_online:
        raise Refused("The payment service says itself whether this payment holds. Give it back instead.")
    PAYMENT.require(payment, "fail")
    payment.failure_reason = reason_given(reason)
    was_settling, payment.settles, payment.fee = payment.settles, False, fee
    saved = ("failure_reason", "settles")
    PAYMENT.move(payment, "fail", actor=actor, organization=the_agency(), at=at, also_save=saved)
    if was_settling and fee.state == FeeState.PAID:
        fee.settled_at = None
        FEE.move(fee, "fall_due", actor=actor, organization=the_agency(), at=at, also_save=("settled_at",))
        signals.fee_fell_due.send(sender=Fee, fee=fee, payment=payment, at=at)
    return payment


def receive(payment: Payment, fee: Fee, *, actor: Any, at: datetime) -> None:
    """The money is here. It pays the fee where that is due; otherwise it is more than is owed. Both are locked."""
    payment.fee, payment.received_at, payment.settles = fee, at, fee.state == FeeState.DUE
    payload = {"method": payment.method, "number": payment.number, "pays_the_fee": payment.settles}
    saved = ("received_at", "settles", "charge")
    PAYMENT.move(payment, "succeed", actor=actor, organization=the_agency(), at=at, also_save=saved, payload=payload)
    if payment.settles:
        let_requests_lapse(fee, at)
        fee.settled_at = at
        FEE.move(
            fee,
            "pay",
            actor=actor,
            organization=the_agency(),
            at=at,
            also_save=("settled_at",),
            payload={"payment": payment.reference},
        )


def tell_received(payment: Payment, fee: Fee, *, at: datetime) -> None:
    """Spread the news that money came in and, where it pays the fee, that this is settled."""
    signals.payment_received.send(sender=Payment, payment=payment, fee=fee, at=at)
    if payment.settles:
        signals.fee_settled.send(sender=Fee, fee=fee, at=at)


def reason_given(text: str) -> str:
    """A reason that says something."""
    return checked_words(text, field="reason", most=REASON_MAX, missing="Give the reason. The provider reads it.")


def _method(method: str) -> str:
    if way_of(method) is None:
        raise ValidationError({"method": "Choose one of those listed."})
    return method


def _number(number: str, method: str) -> str:
    missing = f"Give the {way_of(method).number_is}."
    return checked_words(number, field="number", most=NUMBER_MAX_CHARACTERS, missing=missing)


def _day(paid_on: date, at: datetime, fee: Fee) -> date:
    if paid_on > local_day(at, fee.zone):
        raise ValidationError({"paid_on": "This day is still to come. Give the day on which it came in."})
    earliest = add_months(local_day(fee.created_at, fee.zone), -EARLY_MONTHS)
    if paid_on < earliest:
        raise ValidationError({"paid_on": f"This is long before the fee. Give a day from {day_words(earliest)} on."})
    return paid_on
