"""Hears decisions: asks for the letter, tells determiners what waits."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.designations import signals
from procurement.designations.models import Determination
from procurement.designations.tasks import send_letter


@receiver(signals.determination_issued)
def ask_for_letter(sender: Any, determination: Determination, at: datetime, **kwargs: Any) -> None:
    """The letter is typeset after the decision is on record."""
    send_letter.enqueue(determination.pk, at.isoformat())


@receiver(signals.decision_recommended)
def tell_determiners(sender: Any, determination: Determination, at: datetime, **kwargs: Any) -> None:
    """Determiners hear that a decision waits; nothing of it is in the mail."""
    notify(
        to=people_with(the_agency(), Role.DETERMINER),
        subject=f"{determination.reference}: a decision waits for you",
        lines=["A recommendation was made. Whoever decides neither recommended nor reviewed."],
        url=reverse("designations:agency_detail", args=[determination.reference]),
        at=at,
    )
