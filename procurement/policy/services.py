"""Writing the policy: draft a body, edit it, publish it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from marketplace.access.scope import forget
from marketplace.lifecycles.services import locked, service
from procurement.policy import signals
from procurement.policy.models import THE_ONE, Policy, PolicyVersion
from procurement.policy.permissions import PUBLISH
from procurement.policy.pins import IN_USE
from procurement.policy.reading import PolicyError
from procurement.policy.schema import PolicyBody
from procurement.policy.shipped import shipped_policy
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
    forget(IN_USE)
    _edited_follows(policy, actor, at)
    signals.policy_published.send(sender=PolicyVersion, policy=policy, actor=actor, at=at)
    return policy


@service
def publish_shipped(*, actor: Any, at: datetime) -> PolicyVersion:
    """Put the shipped policy in force, as the first version of a new deployment. There is one already: that stands.

    ``actor`` None is the portal's own first start.
    """
    if actor is not None:
        PUBLISH.check(actor)
    standing = PolicyVersion.objects.filter(state="published").first()
    if standing:
        return standing
    return publish_policy(policy=draft_policy(body=shipped_policy(), actor=actor, at=at), actor=actor, at=at)


@service
def save_draft(*, body: dict[str, Any], actor: Any, at: datetime) -> PolicyVersion:
    """Put a body into the editor as its draft, as a person would who typed it there.

    Raises ValidationError naming each field that makes no sense, or before there is a policy in force.
    """
    edited = Policy.objects.filter(pk=THE_ONE).first()
    if edited is None:
        raise ValidationError("Publish a first version; then it can be edited.")
    edited.take(body)
    edited.save_revision(user=actor, log_action=False)
    return keep_draft(body=body, actor=actor, at=at)


@service
def keep_draft(*, body: dict[str, Any], actor: Any, at: datetime) -> PolicyVersion | None:
    """Keep what is being edited as the one draft version, which comparison and trial run read.

    None where nothing differs from the version in force and there was no draft.
    """
    PUBLISH.check(actor)
    _read(body)
    Policy.objects.select_for_update().filter(pk=THE_ONE).first()
    draft = PolicyVersion.objects.select_for_update().filter(state="draft").order_by("number").last()
    if draft is None:
        return None if _standing(body) else draft_policy(body=body, actor=actor, at=at)
    draft.body = body
    draft.save(update_fields=["body"])
    return draft


@service
def publish_edited(*, policy: Policy, actor: Any, at: datetime) -> PolicyVersion:
    """Put what was edited in force. The same numbers again make no new version.

    A draft that was saved after the published one stays a draft.
    """
    PUBLISH.check(actor)
    policy = locked(policy)
    body = policy.body
    standing = _standing(body)
    if standing:
        return standing
    version = publish_policy(policy=keep_draft(body=body, actor=actor, at=at), actor=actor, at=at)
    later = policy.get_latest_revision_as_object().body
    if later != body:
        keep_draft(body=later, actor=actor, at=at)
    return version


def _standing(body: dict[str, Any]) -> PolicyVersion | None:
    """The version in force, where it says the same; compared here, as databases differ about the order of keys."""
    version = PolicyVersion.objects.filter(state="published").first()
    return version if version and version.body == body else None


def _edited_follows(version: PolicyVersion, actor: Any, at: datetime) -> None:
    """Let the editor start from what is in force, also where the version was published from elsewhere."""
    edited = Policy.objects.filter(pk=THE_ONE).first() or Policy(pk=THE_ONE, first_published_at=at)
    if edited.numbers and edited.body == version.body:
        return
    edited.take(version.body)
    edited.live, edited.last_published_at = True, at
    edited.save()
    edited.live_revision = edited.save_revision(user=actor, changed=False, log_action=False)
    edited.save(update_fields=["live_revision"])


def _read(body: dict[str, Any]) -> PolicyBody:
    try:
        return PolicyBody.from_json(body)
    except PolicyError as fault:
        raise ValidationError({"body": [f"{path}: {words}" for path, words in fault.errors.items()]}) from fault
