"""Which policy holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import WorkflowState

from marketplace.access.permissions import twin_of
from procurement.policy.models import Policy, PolicyVersion
from procurement.policy.permissions import VIEW, is_policy_staff


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[PolicyVersion]:
    """Every version this person may read."""
    return PolicyVersion.objects.all() if is_policy_staff(person, None) else published()


def published() -> QuerySet[PolicyVersion]:
    """Every version that is or was in force, newest first."""
    return PolicyVersion.objects.filter(published_at__isnull=False).order_by("-number")


def policy_in_force(at: datetime) -> PolicyVersion | None:
    """The version that held at an instant, or None before the first was published."""
    return published().filter(published_at__lte=at).order_by("-published_at", "-number").first()


def drafts_in_review() -> QuerySet[WorkflowState]:
    """Drafts of the policy that a colleague was asked to read and has not answered."""
    content_type = ContentType.objects.get_for_model(Policy)
    return WorkflowState.objects.filter(content_type=content_type, status=WorkflowState.STATUS_IN_PROGRESS)
