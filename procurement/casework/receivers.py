"""Tells people of reminders and messages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.queries import people_with
from marketplace.people.models import User
from procurement.applications.permissions import AUTHORS, SENDERS
from procurement.casework import signals
from procurement.casework.models import CaseMessage, Reminder
from procurement.casework.whose_turn import Turn


@receiver(signals.reminder_sent)
def tell_whose_turn(
    sender: Any, reminder: Reminder, turn: Turn, people: list[User], at: datetime, **kwargs: Any
) -> None:
    """Whoever’s turn it is hears what to do and by when."""
    notify(to=people, subject=turn.subject, lines=[turn.line], url=turn.url, at=at, deadline=turn.due)


@receiver(signals.message_sent)
def tell_provider(sender: Any, message: CaseMessage, at: datetime, **kwargs: Any) -> None:
    """The provider hears that the department wrote; the words stand in the portal."""
    application = message.application
    notify(
        to=people_with(application.provider, *AUTHORS, *SENDERS),
        subject=f"{application.reference}: the department wrote to you",
        lines=["Sign in to read the message about your application."],
        url=reverse("casework:messages", args=[application.reference]),
        at=at,
    )
