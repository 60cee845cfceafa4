"""The receipt of a payment: typeset once, kept, and sent."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from marketplace.audit.queries import head_hash
from marketplace.audit.services import record
from marketplace.clocks.words import day_words, instant_words
from marketplace.documents.canonical import canonical_json, sha256_of
from marketplace.documents.pdf import render_pdf
from marketplace.documents.services import store_generated
from marketplace.lifecycles.services import locked, service
from marketplace.notifications.services import notify
from marketplace.organizations.queries import people_with, the_agency
from procurement.payments.models import Payment
from procurement.payments.permissions import PAYERS
from procurement.policy.display import money_in_words


@service
def make_receipt(*, payment: Payment, at: datetime) -> Payment:
    """Keep the receipt of a payment that pays its fee and send it to the payer’s people, once."""
    payment = locked(payment)
    fee = payment.fee
    if payment.receipt_id is not None or not payment.settles or payment.state != "succeeded":
        return payment
    pdf = render_pdf(template="receipt", data=receipt_data(payment, head=head_hash()), made_at=payment.received_at)
    payment.receipt = store_generated(
        content=pdf,
        name=f"{payment.reference} receipt.pdf",
        content_type="application/pdf",
        subject=fee,
        organization=fee.payer,
        at=at,
    )
    payment.save(update_fields=["receipt"])
    record("payment.receipt_made", subject=payment, actor=None, organization=the_agency(), at=at)
    notify(
        to=people_with(fee.payer, *PAYERS),
        subject=f"{fee.reference}: the fee for {fee.source_reference} is paid",
        lines=[f"We received {money_in_words(payment.amount_cents)}. The receipt is attached."],
        url=reverse("payments:detail", args=[fee.reference]),
        at=at,
        files=[payment.receipt],
    )
    return payment


def receipt_data(payment: Payment, *, head: str) -> dict:
    """The receipt as data for its template; its hash is that of the facts as canonical JSON."""
    fee = payment.fee
    facts = [
        ["Received", money_in_words(payment.amount_cents)],
        ["From", fee.payer.name],
        ["For", f"{fee.get_kind_display()} {fee.source_reference}, {fee.title}"],
        ["Fee", fee.reference],
        ["Way", payment.get_method_display()],
        *([["Number", payment.number]] if payment.number else []),
        *([["Paid on", day_words(payment.paid_on)]] if payment.paid_on else []),
        ["Recorded", instant_words(payment.received_at, fee.zone)],
        ["Record book at that moment", head],
    ]
    return {
        "sender": str(the_agency() or "The department"),
        "reference": payment.reference,
        "title": "Receipt for a fee",
        "facts": facts,
        "paragraphs": [f"The {fee.get_kind_display().lower()} fee is paid in full. Nothing more is due."],
        "hash": sha256_of(canonical_json(facts)),
        "hash_title": "How to recognize this receipt",
    }
