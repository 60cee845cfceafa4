"""Those who keep the policy hear that something was said about its draft."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.queries import people_with, the_agency
from procurement.policy.permissions import KEEPERS
from procurement.policycomments import signals
from procurement.policycomments.models import PolicyComment


@receiver(signals.comment_made)
def tell_colleagues(sender: Any, comment: PolicyComment, at: datetime, **kwargs: Any) -> None:
    """That there is one, not what it says."""
    what = "answered a comment" if comment.thread_id else "commented"
    notify(
        to=people_with(the_agency(), *KEEPERS).exclude(pk=comment.author_id),
        subject=f"The draft of the policy: {comment.author} {what}",
        lines=["Answer it, or resolve it once it is settled."],
        url=f"{reverse('policycomments:list', args=[comment.version.number])}#c{comment.thread_id or comment.pk}",
        at=at,
    )
