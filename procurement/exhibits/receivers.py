"""The district hears that what goes with its contract has changed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.queries import people_with
from procurement.exhibits import signals
from procurement.negotiations.models import Negotiation
from procurement.negotiations.permissions import BUYER_ROLES


@receiver(signals.exhibits_changed)
def tell_district(sender: Any, negotiation: Negotiation, words: str, at: datetime, **kwargs: Any) -> None:
    """Its buyers, with the way to the documents."""
    notify(
        to=people_with(negotiation.request.buyer, *BUYER_ROLES),
        subject=f"{negotiation.reference}: {negotiation.request.provider} {words}",
        lines=["The contract will list what is attached when both sides hold the same text."],
        url=reverse("exhibits:list", args=[negotiation.reference]),
        at=at,
    )
