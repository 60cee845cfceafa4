"""Paying by a payment service, and being paid back by it.

The service is asked between two transactions, never inside one. Whatever is cut off in between is taken up again by
the next click, by the service's own message, or by `follow_up`, and the key of the payment keeps it from being made
twice.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse

from marketplace.audit.services import record
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.payments import effects
from procurement.payments.gateway import Checkout, Gateway, GatewayError, Notice, Order
from procurement.payments.models import Fee, Payment
from procurement.payments.offline import CHECKOUT
from procurement.payments.permissions import PAY, REFUND
from procurement.payments.services.paying import reason_given
from procurement.payments.services.telling import take_notice
from procurement.payments.transitions import FEE, PAYMENT, FeeState, PaymentState

ASK_AFTER = timedelta(minutes=30)
NO_ANSWER = (
    "The payment service does not answer just now. Nothing was taken twice and nothing is lost: try again in a "
    "moment, or pay in another way."
)
ON_ITS_WAY = "A payment is on its way already. Your bank may take some days; you hear when it is here."
logger = logging.getLogger(__name__)


def begin_checkout(*, fee: Fee, actor: Any, at: datetime, gateway: Gateway) -> str:
    """The address of the service's page on which this fee is paid; the same one for as long as it is open.

    Raises Refused where nothing is due, where a payment is on its way, or where the service does not answer.
    """
    payment = _open_payment(fee=fee, actor=actor, at=at)
    try:
        if payment.session and not payment.has_page(at):
            take_notice(notice=gateway.look_up(session=payment.session), at=at)
            payment = _open_payment(fee=fee, actor=actor, at=at)
        if payment.session:
            return payment.session_url
        return _open_page(payment, gateway).url
    except GatewayError as failure:
        logger.warning("Payment %s could not be begun: %s", payment.reference, failure)
        raise Refused(NO_ANSWER) from failure


def look_again(*, fee: Fee, at: datetime, gateway: Gateway) -> None:
    """Ask the service what became of the payment that is open, as the payer comes back before its message may."""
    for payment in fee.payments.filter(method=CHECKOUT, state=PaymentState.PENDING).exclude(session=""):
        _tried(lambda one=payment: take_notice(notice=gateway.look_up(session=one.session), at=at))


def give_back_online(*, payment: Payment, reason: str, actor: Any, at: datetime, gateway: Gateway) -> Payment:
    """Have the service send an online payment back. Raises Refused where it does not answer; asking again is safe."""
    payment = _ask_refund(payment=payment, reason=reason, actor=actor, at=at)
    return _give_back(payment, at, gateway)


def follow_up(*, at: datetime, gateway: Gateway) -> int:
    """Ask the service about payments and refunds of which it has said nothing for a while; gives how many it answered.

    A page whose fee is settled in another way is closed at once, so that it is not paid twice.
    """
    online, count = Payment.objects.filter(method=CHECKOUT).select_related("fee", "begun_by"), 0
    waiting = online.filter(state=PaymentState.PENDING)
    for payment in waiting.filter(~Q(fee__state=FeeState.DUE) | Q(created_at__lt=at - ASK_AFTER)):
        count += _tried(lambda one=payment: _ask_about(one, at, gateway))
    asked = online.filter(state=PaymentState.SUCCEEDED, refund_asked_at__lt=at - ASK_AFTER)
    for payment in asked:
        count += _tried(lambda one=payment: _give_back(one, at, gateway))
    return count


@service
def _open_payment(*, fee: Fee, actor: Any, at: datetime) -> Payment:
    """The fee's one payment that the service has not answered yet, or a new one."""
    PAY.check(actor, fee)
    fee = locked(fee)
    FEE.require(fee, "pay")
    payment = fee.payments.select_related("begun_by").filter(method=CHECKOUT, state=PaymentState.PENDING).first()
    if payment and payment.is_processing:
        raise Refused(ON_ITS_WAY)
    if payment is None:
        payment = Payment(fee=fee, method=CHECKOUT, amount_cents=fee.amount_cents, begun_by=actor, created_at=at)
        payment.save()
        PAYMENT.created(payment, actor=actor, organization=fee.payer, at=at, payload={"fee": fee.reference})
    return payment


def _open_page(payment: Payment, gateway: Gateway) -> Checkout:
    fee = payment.fee
    order = Order(
        key=payment.reference,
        title=f"{fee.get_kind_display()} fee, {fee.source_reference}",
        amount_cents=payment.amount_cents,
        mail=payment.begun_by.email,
        done_url=f"{settings.SITE_URL}{reverse('payments:returned', args=[fee.reference])}",
        back_url=f"{settings.SITE_URL}{reverse('payments:detail', args=[fee.reference])}",
    )
    checkout = gateway.begin(order)
    _note_page(payment=payment, checkout=checkout)
    return checkout


def _ask_about(payment: Payment, at: datetime, gateway: Gateway) -> None:
    """What became of a payment. Its page may never have been heard of: the same key gives the same one."""
    session = payment.session or _open_page(payment, gateway).session
    if payment.fee.state != FeeState.DUE:
        gateway.close(session=session)
    take_notice(notice=gateway.look_up(session=session), at=at)


@service
def _note_page(*, payment: Payment, checkout: Checkout) -> None:
    payment = locked(payment)
    payment.session, payment.session_url = checkout.session, checkout.url
    payment.session_expires_at = checkout.expires_at
    payment.save(update_fields=["session", "session_url", "session_expires_at"])


@service
def _ask_refund(*, payment: Payment, reason: str, actor: Any, at: datetime) -> Payment:
    REFUND.check(actor, payment.fee)
    locked(payment.fee)
    payment = locked(payment)
    PAYMENT.require(payment, "refund")
    if not payment.is_online or not payment.charge:
        raise Refused("This was not paid online, so record how the department gave it back.")
    payment.refund_reason, payment.refund_asked_at = reason_given(reason), at
    payment.save(update_fields=["refund_reason", "refund_asked_at"])
    record("payment.refund_asked", subject=payment, actor=actor, organization=the_agency(), at=at)
    return payment


def _give_back(payment: Payment, at: datetime, gateway: Gateway) -> Payment:
    key = f"{payment.reference}-refund"
    try:
        gateway.give_back(charge=payment.charge, key=key)
    except GatewayError as failure:
        logger.warning("Payment %s could not be given back: %s", payment.reference, failure)
        raise Refused(f"{NO_ANSWER} The portal asks again by itself.") from failure
    done = Notice("", "refund", effects.REFUNDED, payment.reference, refunded_cents=payment.amount_cents)
    return take_notice(notice=done, at=at) or payment


def _tried(act: Any) -> bool:
    try:
        act()
    except (GatewayError, Refused) as failure:
        logger.warning("The payment service could not be asked: %s", failure)
        return False
    return True
