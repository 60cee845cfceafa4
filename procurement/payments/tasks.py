"""What is done after a payment came in, and what is asked of the payment service by the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task

from marketplace.tasks.registry import every
from procurement.payments.models import Payment
from procurement.payments.services import follow_up, make_receipt
from procurement.payments.stripe import gateway_in_use


@task()
def send_receipt(payment_id: int, at_iso: str) -> None:
    """Make the receipt and send it. Running twice sends once."""
    make_receipt(payment=Payment.objects.get(pk=payment_id), at=datetime.fromisoformat(at_iso))


@every(timedelta(minutes=5))
@task()
def ask_the_service() -> None:
    """Take up what the payment service never told of, or what was cut off."""
    gateway = gateway_in_use()
    if gateway is not None:
        follow_up(at=timezone.now(), gateway=gateway)
