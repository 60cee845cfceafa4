"""What is done after an appeal is filed or closed: its receipt, its letter, and the word to its provider."""

from __future__ import annotations

from datetime import datetime

from django_tasks import task

from procurement.appeals import letters
from procurement.appeals.models import Appeal


@task()
def make_receipt(appeal_id: int, at_iso: str) -> None:
    """Make the receipt and send it. Running twice sends once."""
    letters.send_receipt(appeal=Appeal.objects.get(pk=appeal_id), at=datetime.fromisoformat(at_iso))


@task()
def make_letter(appeal_id: int, at_iso: str) -> None:
    """Make the letter and tell the provider. Running twice tells once."""
    letters.send_letter(appeal=Appeal.objects.get(pk=appeal_id), at=datetime.fromisoformat(at_iso))
