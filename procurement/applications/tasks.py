"""What is done after an application was sent."""

from __future__ import annotations

from datetime import datetime

from django_tasks import task

from procurement.applications.models import Application
from procurement.applications.services import make_receipt


@task()
def send_receipt(application_id: int, at_iso: str) -> None:
    """Make the receipt and send it. Running twice sends once."""
    make_receipt(application=Application.objects.get(pk=application_id), at=datetime.fromisoformat(at_iso))
