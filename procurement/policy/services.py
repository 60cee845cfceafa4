"""Writing the policy: draft a body, publish it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from marketplace.lifecycles.services import locked, service
from procurement.policy.models import PolicyVersion
from procurement.policy.permissions import PUBLISH
from procurement.policy.reading import PolicyError
from procurement.policy.schema import PolicyBody
from procurement.policy.transitions import POLICY


@service
def draft_policy(*, body: dict[str, Any], actor: Any, at: datetime) -> PolicyVersion:
    """A new draft with the next number. ``actor`` None is the portal's own first start.

    Raises ValidationError naming each field of the body that makes no sense.
    """
    if actor is not None:
        PUBLISH.check(actor)
    _read(body)
    number = (PolicyVersion.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    policy = PolicyVersion.objects.create(number=number, body=body, created_at=at)
    POLICY.created(policy, actor=actor, at=at)
    return policy


@service
def publish_policy(*, policy: PolicyVersion, actor: Any, at: datetime) -> PolicyVersion:
    """Put a draft in force from ``at``; the version before it is superseded, and never changes again."""
    if actor is not None:
        PUBLISH.check(actor)
    policy = locked(policy)
    POLICY.require(policy, "publish")
    _read(policy.body)
    before = PolicyVersion.objects.select_for_update().filter(state="published").first()
    if before:
        POLICY.move(before, "supersede", actor=actor, at=at)
    policy.published_at = at
    POLICY.move(policy, "publish", actor=actor, at=at, also_save=("published_at",))
    return policy


def _read(body: dict[str, Any]) -> PolicyBody:
    try:
        return PolicyBody.from_json(body)
    except PolicyError as fault:
        raise ValidationError({"body": [f"{path}: {words}" for path, words in fault.errors.items()]}) from fault
