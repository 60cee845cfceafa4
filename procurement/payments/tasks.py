"""What is done after a payment came in."""

from __future__ import annotations

from datetime import datetime

from django_tasks import task

from procurement.payments.models import Payment
from procurement.payments.services import make_receipt


@task()
def send_receipt(payment_id: int, at_iso: str) -> None:
    """Make the receipt and send it. Running twice sends once."""
    make_receipt(payment=Payment.objects.get(pk=payment_id), at=datetime.fromisoformat(at_iso))
