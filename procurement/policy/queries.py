"""Which policy holds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import WorkflowState

from marketplace.access.permissions import twin_of
from marketplace.products.tier_names import name_tiers_by
from procurement.policy.models import Policy, PolicyVersion
from procurement.policy.permissions import VIEW, is_policy_staff
from procurement.policy.pins import policies_in_use
from procurement.policy.schema import NAMES, TIERS


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[PolicyVersion]:
    """Every version this person may read."""
    return PolicyVersion.objects.all() if is_policy_staff(person, None) else published()


def published() -> QuerySet[PolicyVersion]:
    """Every version that is or was in force, newest first."""
    return PolicyVersion.objects.filter(published_at__isnull=False).order_by("-number")


def policy_in_force(at: datetime) -> PolicyVersion | None:
    """The version that held at an instant, or None before the first was published."""
    begun = [version for version in policies_in_use() if version.published_at <= at]
    return max(begun, key=lambda version: (version.published_at, version.number), default=None)


@name_tiers_by
def tier_names(version_id: int | None) -> dict[str, str]:
    """The names that a published version gives the tiers; without one, or of a draft, those of the version in force."""
    found = {version.pk: version for version in policies_in_use()}
    version = found.get(version_id) or next((each for each in found.values() if each.state == "published"), None)
    return _names_in(version.body) if version else {}


def _names_in(body: Mapping[str, Any]) -> dict[str, str]:
    """A version from before there were names has those that shipped then."""
    return {tier: body["tiers"][tier].get("name", {}).get("value", NAMES[tier]) for tier in TIERS}


def drafts_in_review() -> QuerySet[WorkflowState]:
    """Drafts of the policy that a colleague was asked to read and has not answered."""
    content_type = ContentType.objects.get_for_model(Policy)
    return WorkflowState.objects.filter(content_type=content_type, status=WorkflowState.STATUS_IN_PROGRESS)
