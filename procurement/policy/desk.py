"""What the policy has for whom: a draft that a colleague sent for review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source
from marketplace.organizations.queries import the_agency
from procurement.policy.models import THE_ONE
from procurement.policy.permissions import is_policy_staff
from procurement.policy.queries import drafts_in_review

EDITOR = "wagtailsnippets_procurement_policy:edit"


@desk_source(capability="regulates")
def drafts_to_review(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Everyone who keeps the policy reads the draft; whoever sent it waits for them."""
    if not is_policy_staff(person, None):
        return
    for state in drafts_in_review():
        is_own = state.requested_by_id == person.pk
        yield DeskItem(
            organization_id=the_agency().pk,
            title="The draft of the policy is with a colleague" if is_own else "Read the draft of the policy",
            url=reverse("simulations:draft") if is_own else reverse(EDITOR, args=[THE_ONE]),
            reference="",
            since=state.created_at,
            action="Open" if is_own else "Read and answer",
            waiting_for="a colleague" if is_own else "",
        )
