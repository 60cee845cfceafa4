"""Hears applications that are sent, and copies that are released."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.queries import people_with
from procurement.applications.models import Application
from procurement.applications.permissions import AUTHORS, SENDERS
from procurement.applications.signals import application_submitted
from procurement.disclosures import signals
from procurement.disclosures.models import PublicCopy
from procurement.disclosures.tasks import make_copy


@receiver(application_submitted)
def ask_for_copy(sender: Any, application: Application, at: datetime, **kwargs: Any) -> None:
    """The copy is typeset after the application is on record."""
    make_copy.enqueue(application.pk, at.isoformat())


@receiver(signals.copy_released)
def tell_provider(sender: Any, copy: PublicCopy, at: datetime, **kwargs: Any) -> None:
    """The provider hears that everyone may have the copy."""
    application = copy.application
    notify(
        to=people_with(application.provider, *AUTHORS, *SENDERS),
        subject=f"{application.reference}: the public copy was released",
        lines=["Everyone may read it now. What you claimed confidential is left out of it."],
        url=reverse("disclosures:public", args=[application.reference]),
        at=at,
    )
