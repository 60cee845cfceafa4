"""Hears debriefs: tells the department what was asked for and the provider that the record can be read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.queries import people_with, the_agency
from procurement.debriefs import signals
from procurement.debriefs.models import Debrief
from procurement.debriefs.permissions import ASKERS, HOLDERS


@receiver(signals.debrief_asked)
def tell_department(sender: Any, debrief: Debrief, at: datetime, **kwargs: Any) -> None:
    """Officers and determiners hear that one is asked for; the questions stand on its page."""
    notify(
        to=people_with(the_agency(), *HOLDERS),
        subject=f"{debrief.reference}: a debrief is asked for",
        lines=[f"It is about decision {debrief.determination.reference}. Read the questions, then hold it."],
        url=reverse("debriefs:agency_detail", args=[debrief.reference]),
        at=at,
        deadline=debrief.hold_by,
    )


@receiver(signals.debrief_held)
def tell_provider(sender: Any, debrief: Debrief, at: datetime, **kwargs: Any) -> None:
    """The provider hears that the record of it can be read."""
    notify(
        to=people_with(debrief.provider, *ASKERS),
        subject=f"{debrief.reference}: the debrief is recorded",
        lines=["Sign in to read what was said. The record is yours and the department’s; it is not public."],
        url=reverse("debriefs:detail", args=[debrief.reference]),
        at=at,
    )
