"""What a payment service says: stored once, and taking effect once, in whatever order it comes."""

from __future__ import annotations

from datetime import datetime

from marketplace.audit.services import record
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.payments import effects, signals
from procurement.payments.gateway import Notice
from procurement.payments.models import Fee, GatewayEvent, Payment
from procurement.payments.services.paying import receive, tell_received
from procurement.payments.services.refunding import give_back
from procurement.payments.transitions import PAYMENT

NOT_THROUGH = "The payment service said that it did not go through, or its page was left open too long."


@service
def take_notice(*, notice: Notice, at: datetime) -> Payment | None:
    """Keep a genuine message and do what follows from it. Said again it changes nothing; of nothing of ours, None."""
    found = _payment_of(notice)
    fee = locked(found.fee) if found else None
    payment = locked(found) if found else None
    if notice.event:
        row = {"kind": notice.kind, "body": notice.body, "received_at": at, "payment": payment}
        _, is_new = GatewayEvent.objects.get_or_create(event=notice.event, defaults=row)
        if not is_new:
            return payment
    if payment is not None:
        _follow(payment, fee, notice, at)
    return payment


def _payment_of(notice: Notice) -> Payment | None:
    online = Payment.objects.filter(method="checkout")
    if notice.payment:
        return online.filter(reference=notice.payment).first()
    return online.filter(charge=notice.charge).first() if notice.charge else None


def _follow(payment: Payment, fee: Fee, notice: Notice, at: datetime) -> None:
    payment.fee, payment.charge = fee, notice.charge or payment.charge
    said, before = notice.said, payment.state
    if said == effects.SUCCEEDED and notice.amount_cents not in (None, payment.amount_cents):
        said = ""
    if said == effects.REFUNDED and notice.refunded_cents < payment.amount_cents:
        _note_part(payment, notice, at)
        said = effects.SUCCEEDED if before != "refunded" else ""
    moves = effects.moves_after(said, before)
    for move in moves:
        if move == "succeed":
            receive(payment, fee, actor=None, at=at)
        elif move == "refund":
            give_back(payment, fee, cents=payment.amount_cents, actor=None, at=at)
        else:
            payment.failure_reason = NOT_THROUGH
            PAYMENT.move(
                payment, "fail", actor=None, organization=the_agency(), at=at, also_save=("failure_reason", "charge")
            )
    if not moves:
        payment.is_processing = before == "pending" and (payment.is_processing or said == effects.PROCESSING)
        payment.save(update_fields=["charge", "is_processing"])
        return
    if moves[-1] == "succeed":
        tell_received(payment, fee, at=at)
        return
    news = {"refund": signals.payment_refunded, "fail": signals.payment_failed}
    news[moves[-1]].send(sender=Payment, payment=payment, fee=fee, at=at)


def _note_part(payment: Payment, notice: Notice, at: datetime) -> None:
    if notice.refunded_cents <= payment.refunded_cents:
        return
    payment.refunded_cents = notice.refunded_cents
    payment.save(update_fields=["refunded_cents"])
    payload = {"refunded_cents": notice.refunded_cents}
    record("payment.partly_refunded", subject=payment, actor=None, organization=the_agency(), at=at, payload=payload)
