"""Money that goes back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.payments import signals
from procurement.payments.models import Fee, Payment
from procurement.payments.permissions import REFUND
from procurement.payments.services.paying import reason_given
from procurement.payments.transitions import FEE, PAYMENT, FeeState


@service
def refund_payment(*, payment: Payment, reason: str, number: str, actor: Any, at: datetime) -> Payment:
    """Record that the department gave a payment back. The fee that stood on it is then neither paid nor owed."""
    REFUND.check(actor, payment.fee)
    fee = locked(payment.fee)
    payment = locked(payment)
    PAYMENT.require(payment, "refund")
    payment.refund_reason, payment.refund_number = reason_given(reason), number.strip()[:40]
    if not payment.refund_number:
        raise ValidationError({"number": "Give the number under which it went back."})
    give_back(payment, fee, cents=payment.amount_cents, actor=actor, at=at)
    signals.payment_refunded.send(sender=Payment, payment=payment, fee=fee, at=at)
    return payment


def give_back(payment: Payment, fee: Fee, *, cents: int, actor: Any, at: datetime) -> None:
    """The whole payment went back; the fee that stood on it is refunded. Both are locked."""
    payment.fee, payment.refunded_cents, payment.refunded_at = fee, cents, at
    saved = ("refunded_cents", "refunded_at", "refund_reason", "refund_number", "charge")
    payload = {"number": payment.refund_number}
    PAYMENT.move(payment, "refund", actor=actor, organization=the_agency(), at=at, also_save=saved, payload=payload)
    if payment.settles and fee.state == FeeState.PAID:
        FEE.move(fee, "refund", actor=actor, organization=the_agency(), at=at, payload={"payment": payment.reference})
