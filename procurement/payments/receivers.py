"""Tells the payer and the department what became of a fee."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.payments import signals
from procurement.payments.models import ExemptionRequest, Fee, Payment
from procurement.payments.permissions import PAYERS, is_free
from procurement.payments.tasks import send_receipt
from procurement.policy.display import money_in_words


@receiver(signals.fee_raised)
def ask_payer(sender: Any, fee: Fee, at: datetime, **kwargs: Any) -> None:
    """The payer hears what is due."""
    amount = money_in_words(fee.amount_cents)
    _tell_payer(fee, at, "a fee is due", f"{amount} for {fee.source_reference}. It is checked once this is paid.")


@receiver(signals.payment_received)
def acknowledge(sender: Any, payment: Payment, fee: Fee, at: datetime, **kwargs: Any) -> None:
    """The payer gets a receipt; or both hear that the money was not owed."""
    if payment.settles:
        send_receipt.enqueue(payment.pk, at.isoformat())
        return
    amount = money_in_words(payment.amount_cents)
    _tell_payer(fee, at, "you paid more than is due", f"{amount} came in although nothing was due. It goes back.")
    _tell_officers(fee, at, "a payment is to go back", f"{amount} came in although nothing was due. Give it back.")


@receiver(signals.payment_failed)
def say_that_it_failed(sender: Any, payment: Payment, fee: Fee, at: datetime, **kwargs: Any) -> None:
    """The payer hears that the fee is still due."""
    if fee.state == "due":
        _tell_payer(fee, at, "a payment did not go through", "The fee is still due. You can try again.")


@receiver(signals.fee_fell_due)
def say_that_it_is_due_again(sender: Any, fee: Fee, payment: Payment, at: datetime, **kwargs: Any) -> None:
    """The payer hears why."""
    _tell_payer(fee, at, "the fee is due again", f"The payment did not hold: {payment.failure_reason}")


@receiver(signals.fee_asked_again)
def say_that_it_is_asked_again(sender: Any, fee: Fee, at: datetime, **kwargs: Any) -> None:
    """The payer hears that what was given back can be paid anew."""
    amount = money_in_words(fee.amount_cents)
    _tell_payer(fee, at, "the fee is due again", f"{amount} for {fee.source_reference}, which had been given back.")


@receiver(signals.payment_refunded)
def say_that_it_went_back(sender: Any, payment: Payment, fee: Fee, at: datetime, **kwargs: Any) -> None:
    """The payer hears how much and why."""
    amount, reason = money_in_words(payment.amount_cents), payment.refund_reason
    _tell_payer(fee, at, "a payment went back", f"{amount} went back to you. {reason}".strip())


@receiver(signals.exemption_asked)
def ask_officers(sender: Any, fee: Fee, at: datetime, **kwargs: Any) -> None:
    """Officers hear that a decision waits."""
    _tell_officers(
        fee, at, "an exemption is asked for", f"{fee.payer.name} asks to pay nothing. Decide, with a reason."
    )


@receiver(signals.exemption_refused)
def say_no(sender: Any, fee: Fee, ask: ExemptionRequest, at: datetime, **kwargs: Any) -> None:
    """The payer hears that the fee stays due; the reason is on its page."""
    _tell_payer(fee, at, "no exemption", "The department did not grant it. The reason is on the page of the fee.")


@receiver(signals.fee_settled)
def say_that_nothing_is_due(sender: Any, fee: Fee, at: datetime, **kwargs: Any) -> None:
    """The payer hears of an exemption; a payment has its receipt instead."""
    if fee.state == "exempt":
        _tell_payer(fee, at, "you are exempt", "The department granted the exemption. Nothing is due.")


def _tell_payer(fee: Fee, at: datetime, what: str, line: str) -> None:
    url = reverse("payments:detail", args=[fee.reference])
    notify(to=people_with(fee.payer, *PAYERS), subject=f"{fee.reference}: {what}", lines=[line], url=url, at=at)


def _tell_officers(fee: Fee, at: datetime, what: str, line: str) -> None:
    officers = [each for each in people_with(the_agency(), Role.PROGRAM_OFFICER) if is_free(each, fee)]
    url = reverse("payments:agency_detail", args=[fee.reference])
    notify(to=officers, subject=f"{fee.reference}: {what}", lines=[line], url=url, at=at)
