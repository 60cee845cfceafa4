"""The receipt of an application: typeset once, kept, and sent."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from marketplace.audit.queries import head_hash
from marketplace.audit.services import record
from marketplace.clocks.words import instant_words
from marketplace.documents.pdf import render_pdf
from marketplace.documents.services import store_generated
from marketplace.lifecycles.services import locked, service
from marketplace.notifications.services import notify
from marketplace.organizations.queries import people_with, the_agency
from procurement.applications.models import Application
from procurement.applications.permissions import AUTHORS, SENDERS
from procurement.applications.queries import fee_reason, next_dates
from procurement.payments.models import Fee
from procurement.policy.display import money_in_words


@service
def make_receipt(*, application: Application, at: datetime) -> Application:
    """Keep the receipt and send it to the provider’s people, once. It carries the record book’s head at that moment."""
    application = locked(application)
    if application.receipt_id is not None:
        return application
    application.audit_head = head_hash()
    pdf = render_pdf(template="receipt", data=receipt_data(application), made_at=application.submitted_at)
    application.receipt = store_generated(
        content=pdf,
        name=f"{application.reference} receipt.pdf",
        content_type="application/pdf",
        subject=application,
        organization=application.provider,
        at=at,
    )
    application.save(update_fields=["receipt", "audit_head"])
    record("application.receipt_made", subject=application, actor=None, organization=application.provider, at=at)
    notify(
        to=people_with(application.provider, *AUTHORS, *SENDERS),
        subject=f"{application.reference}: we have your application",
        lines=[
            f"Received {instant_words(application.submitted_at, application.round.zone)}.",
            "The receipt is attached. It says what happens next, by when, and who acts.",
        ],
        url=reverse("applications:receipt", args=[application.reference]),
        at=at,
        files=[application.receipt],
    )
    return application


def receipt_data(application: Application) -> dict:
    """The receipt as data for its template."""
    zone = application.round.zone
    reason = fee_reason(application.fee)
    steps = [reason, "The days below count from today; they move with the day on which the fee is settled."] * bool(
        reason
    )
    steps += [
        f"By {instant_words(due, zone)}: {words.lower()}."
        for due, words in next_dates(application, at=application.last_sent_at)
    ]
    return {
        "sender": str(the_agency() or "The department"),
        "reference": application.reference,
        "title": "We have your application",
        "facts": [
            ["Model", f"{application.model.name}, version {application.model_version.number}"],
            ["Round", f"{application.round.reference}, {application.round.title}"],
            ["Asked for", application.get_tier_asked_display()],
            ["Provider", application.provider.name],
            ["Sent by", str(application.submitted_by)],
            ["Received", instant_words(application.submitted_at, zone)],
            ["Fee", fee_words(application.fee)],
            ["Record book at that moment", application.audit_head],
        ],
        "sections": [{"heading": "What happens next", "paragraphs": steps}],
        "hash": application.sha256,
        "hash_title": "How to recognize what you sent",
    }


def fee_words(fee: Fee | None) -> str:
    """The fee in a few words, as the receipt and the pages say it."""
    if fee is None:
        return "None"
    return f"{money_in_words(fee.amount_cents)}, {fee.get_state_display().lower()}, {fee.reference}"
