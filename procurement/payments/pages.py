"""What the pages of a fee show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet

from marketplace.audit.models import AuditEvent
from marketplace.audit.queries import history_of
from marketplace.clocks.words import day_words
from marketplace.components.marks import money
from procurement.payments.models import ExemptGround, ExemptionRequest, Fee, Payment
from procurement.payments.tables import PAYMENT_KINDS, REQUEST_KINDS, fee_status
from procurement.policy.fees import classes_in_words

WHY_EXEMPT = {
    ExemptGround.PUBLIC_BODY: "{payer} is a public body. Under the policy, public bodies pay nothing.",
    ExemptGround.SMALL_FIRM: "{payer} said that {count} work there. Under the policy, firms of that size pay nothing.",
    ExemptGround.ON_REQUEST: "{payer} asked for an exemption, and the department granted it.",
    ExemptGround.WITHDRAWN: "The application was withdrawn before the fee was paid, so nothing is due.",
}


def frame(fee: Fee) -> dict[str, Any]:
    """What both sides' pages show."""
    return {
        "record": fee,
        "status": fee_status(fee),
        "why_exempt": why_exempt(fee),
        "classes": classes_in_words(fee.policy_version.rules.fees),
        "payments": [(payment, PAYMENT_KINDS[payment.state], facts_of(payment)) for payment in fee.payments.all()],
        "asks": [(ask, REQUEST_KINDS[ask.state]) for ask in fee.exemption_requests.all()],
        "events": events_of(fee),
    }


def why_exempt(fee: Fee) -> str:
    """In a sentence why nothing is to be paid; empty where something is."""
    if not fee.exempt_ground:
        return ""
    count = "one person" if fee.people_count == 1 else f"{fee.people_count} people"
    return WHY_EXEMPT[fee.exempt_ground].format(payer=fee.payer.name, count=count)


def facts_of(payment: Payment) -> list[tuple[str, str]]:
    """A payment in names and values."""
    rows = [("Amount", money(payment.amount_cents)), ("Way", payment.get_method_display())]
    if payment.number:
        rows.append(("Number", payment.number))
    if payment.paid_on:
        rows.append(("Came in on", day_words(payment.paid_on)))
    if payment.failure_reason:
        rows.append(("What happened", payment.failure_reason))
    if payment.refunded_cents:
        rows.append(("Given back", money(payment.refunded_cents)))
    if payment.refund_reason:
        rows.append(("Why it goes back", payment.refund_reason))
    if payment.refund_number:
        rows.append(("Given back by", payment.refund_number))
    return rows


def events_of(fee: Fee) -> QuerySet[AuditEvent]:
    """The history of a fee with that of its payments and of the requests to be exempt."""
    return history_of(fee, *_parts(fee))


def _parts(fee: Fee) -> Iterator[Payment | ExemptionRequest]:
    yield from fee.payments.all()
    yield from fee.exemption_requests.all()
