"""Hears version changes: tells determiners what waits and the provider what was decided."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from procurement.reviews.ties import people_for
from procurement.versionchanges import signals
from procurement.versionchanges.models import VersionChange

TOLD = (Role.OWNER, Role.AUTHOR, Role.SIGNATORY)
NEWS = {
    "accept": ("is accepted", "From now on it is the version that everyone sees and districts order."),
    "decline": ("is declined", "The approved version stays the one that everyone sees. You may change and ask again."),
    "send_to_review": ("goes to a tier review", "Until that is decided, the approved version stays as it is."),
    "refer": ("needs a new application", "The approved version stays. Apply to an open round with the new one."),
}


@receiver(signals.change_filed)
def tell_department(sender: Any, change: VersionChange, at: datetime, **kwargs: Any) -> None:
    """Determiners hear that one waits; what is different stands on its page."""
    _tell_determiners(
        change,
        "a new version of an approved model waits for you",
        f"{len(change.material)} material changes. Accept it, decline it, or send it to review.",
        at,
    )


@receiver(signals.change_withdrawn)
def tell_of_withdrawal(sender: Any, change: VersionChange, at: datetime, **kwargs: Any) -> None:
    """Determiners hear that nothing waits any more."""
    _tell_determiners(change, "the new version was withdrawn", "Nothing is asked of you any more.", at)


@receiver(signals.change_decided)
def tell_provider(sender: Any, change: VersionChange, move: str, at: datetime, **kwargs: Any) -> None:
    """The provider hears what was decided and why."""
    news, line = NEWS[move]
    notify(
        to=people_with(change.provider, *TOLD),
        subject=f"{change.reference}: version {change.after.number} of {change.model.name} {news}",
        lines=[line, f"Why: {change.reason}"],
        url=reverse("versionchanges:detail", args=[change.reference]),
        at=at,
    )


def _tell_determiners(change: VersionChange, news: str, line: str, at: datetime) -> None:
    decision = change.designation.determination
    notify(
        to=people_for(
            Role.DETERMINER, provider=change.provider, policy=decision.policy_version, subject=decision.subject
        ),
        subject=f"{change.reference}: {news}",
        lines=[line],
        url=reverse("versionchanges:agency_detail", args=[change.reference]),
        at=at,
    )
