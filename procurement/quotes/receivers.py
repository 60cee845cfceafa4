"""Whoever drafted a request learns that somebody else issued it."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from procurement.quotes.models import PilotRequest
from procurement.quotes.signals import request_issued


@receiver(request_issued)
def tell_who_drafted_it(
    sender: Any, pilot_request: PilotRequest, drafter: Any, actor: Any, at: datetime, **kwargs: Any
) -> None:
    """Nothing where they issued it themself."""
    if drafter == actor:
        return
    notify(
        to=[drafter],
        subject=f"{pilot_request.reference}: {actor} issued the request that you drafted",
        lines=[f"It is with {pilot_request.provider} now. {actor} does not sign its contract; you can, as signatory."],
        url=reverse("quotes:detail", args=[pilot_request.reference]),
        at=at,
    )
