"""Hears decisions: asks for the letter, tells determiners what waits and providers what became of an approval."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from procurement.designations import signals
from procurement.designations.models import Designation, Determination
from procurement.designations.tasks import send_letter
from procurement.reviews.ties import people_for

TOLD = (Role.OWNER, Role.AUTHOR, Role.SIGNATORY)
ENFORCED = {
    "suspend": ("is suspended", "It does not count until the department reinstates it; no new request can be made."),
    "reinstate": ("counts again", "The department has reinstated it. Its term has not grown."),
    "revoke": ("is revoked", "It has ended for good. A new application can be sent to an open round."),
}


@receiver(signals.determination_issued)
def ask_for_letter(sender: Any, determination: Determination, at: datetime, **kwargs: Any) -> None:
    """The letter is typeset after the decision is on record."""
    send_letter.enqueue(determination.pk, at.isoformat())


@receiver(signals.decision_recommended)
def tell_determiners(sender: Any, determination: Determination, at: datetime, **kwargs: Any) -> None:
    """Determiners hear that a decision waits; nothing of it is in the mail."""
    notify(
        to=people_for(
            Role.DETERMINER,
            provider=determination.provider,
            policy=determination.policy_version,
            subject=determination.subject,
            on=determination,
        ),
        subject=f"{determination.reference}: a decision waits for you",
        lines=["A recommendation was made. Whoever decides neither recommended nor reviewed."],
        url=reverse("designations:agency_detail", args=[determination.reference]),
        at=at,
    )


@receiver(signals.approval_enforced)
def tell_of_enforcement(
    sender: Any, designation: Designation, act: str, reason: str, at: datetime, **kwargs: Any
) -> None:
    """The provider hears at once, with the reason that everyone reads; so do the officers."""
    decision = designation.determination
    news, line = ENFORCED[act]
    subject, lines = f"{decision.reference}: the approval of {designation.model.name} {news}", [line, f"Why: {reason}"]
    own = reverse("designations:own", args=[decision.reference])
    notify(to=people_with(decision.provider, *TOLD), subject=subject, lines=lines, url=own, at=at)
    page = reverse("designations:agency_detail", args=[decision.reference])
    officers = people_for(
        Role.PROGRAM_OFFICER, provider=decision.provider, policy=decision.policy_version, subject=decision.subject
    )
    notify(to=officers, subject=subject, lines=lines, url=page, at=at)
