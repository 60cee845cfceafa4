"""Which policy holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import WorkflowState

from marketplace.access.permissions import twin_of
from marketplace.access.scope import remembered
from marketplace.products.tier_names import name_tiers_by
from procurement.policy.models import Policy, PolicyVersion
from procurement.policy.permissions import VIEW, is_policy_staff
from procurement.policy.schema import NAMES, TIERS

TIER_NAMES = "tier_names"


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


@name_tiers_by
def tier_names(version_id: int | None) -> dict[str, str]:
    """The names that a published version gives the tiers; without one, or of a draft, those of the version in force."""
    names = remembered(TIER_NAMES, _tier_names)
    return names.get(version_id) or names.get(None, {})


def _tier_names() -> dict[int | None, dict[str, str]]:
    """By version, the one in force under None too; a version from before there were names gives none."""
    places = [f"body__tiers__{tier}__name__value" for tier in TIERS]
    rows = published().filter(state__in=("published", "superseded")).values_list("pk", "state", *places)
    found: dict[int | None, dict[str, str]] = {}
    for pk, state, *names in rows:
        named = dict(zip(TIERS, names, strict=True)) if all(names) else NAMES
        found[pk] = named
        if state == "published":
            found[None] = named
    return found


def drafts_in_review() -> QuerySet[WorkflowState]:
    """Drafts of the policy that a colleague was asked to read and has not answered."""
    content_type = ContentType.objects.get_for_model(Policy)
    return WorkflowState.objects.filter(content_type=content_type, status=WorkflowState.STATUS_IN_PROGRESS)
