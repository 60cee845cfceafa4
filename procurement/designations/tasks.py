"""What is done after a decision: its letter, then the word to its provider."""

from __future__ import annotations

from datetime import datetime

from django_tasks import task

from procurement.designations.letters import tell_provider
from procurement.designations.models import Determination


@task()
def send_letter(determination_id: int, at_iso: str) -> None:
    """Make the letter and tell the provider. Running twice tells once."""
    tell_provider(determination=Determination.objects.get(pk=determination_id), at=datetime.fromisoformat(at_iso))
