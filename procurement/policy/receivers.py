"""What the agency publishes in the editor becomes the version in force, at its scheduled hour too."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.queries import people_with, the_agency
from procurement.policy import signals
from procurement.policy.models import Policy, PolicyVersion
from procurement.policy.permissions import KEEPERS
from procurement.policy.services import publish_edited


@receiver(signals.policy_edited)
def put_in_force(sender: Any, policy: Policy, actor: Any, at: datetime, **kwargs: Any) -> None:
    """The next version, by whoever published, approved or scheduled it."""
    publish_edited(policy=policy, actor=actor, at=at)


@receiver(signals.policy_published)
def tell_colleagues(sender: Any, policy: PolicyVersion, actor: Any, at: datetime, **kwargs: Any) -> None:
    """Those who keep the policy hear that a version came into force, also at its scheduled hour."""
    if actor is None:
        return
    notify(
        to=people_with(the_agency(), *KEEPERS).exclude(pk=actor.pk),
        subject=f"Policy version {policy.number} is in force",
        lines=[f"{actor} published it. What began under an earlier version keeps it."],
        url=reverse("policy:version", args=[policy.number]),
        at=at,
    )
