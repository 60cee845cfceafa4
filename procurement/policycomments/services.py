"""Saying something about a draft of the policy, answering, and calling it settled."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.queries import the_agency
from procurement.policy.models import PolicyVersion
from procurement.policycomments import signals
from procurement.policycomments.models import PolicyComment
from procurement.policycomments.permissions import COMMENT
from procurement.policycomments.places import places_of

TEXT_MAX = 2_000
CLOSED = "This version has been published. What was said about its draft stays as it is."


@service
def add_comment(*, version: PolicyVersion, place: str, text: str, actor: Any, at: datetime) -> PolicyComment:
    """Begin a thread at a place of a draft. The same words by the same person twice are kept once.

    Raises ValidationError for a place that the draft does not have and for no words; Refused once it is published.
    """
    version = _draft(version, actor)
    if place not in places_of(version.body):
        raise ValidationError({"place": "Choose one of the fields of the draft."})
    return _said(version, place, None, text, actor, at)


@service
def answer_comment(*, comment: PolicyComment, text: str, actor: Any, at: datetime) -> PolicyComment:
    """Answer in a thread; one that was resolved is open again."""
    version = _draft(comment.version, actor)
    thread = locked(comment.thread or comment)
    answer = _said(version, thread.place, thread, text, actor, at)
    if thread.resolved_at is not None:
        _settle(thread, None, None)
    return answer


@service
def resolve_comment(*, comment: PolicyComment, actor: Any, at: datetime) -> PolicyComment:
    """Call a thread settled. Twice is once."""
    version = _draft(comment.version, actor)
    thread = locked(comment.thread or comment)
    if thread.resolved_at is None:
        _settle(thread, actor, at)
        _noted("comment_resolved", version, thread.place, actor, at)
    return thread


@service
def reopen_comment(*, comment: PolicyComment, actor: Any, at: datetime) -> PolicyComment:
    """Open a thread again that was called settled."""
    version = _draft(comment.version, actor)
    thread = locked(comment.thread or comment)
    if thread.resolved_at is not None:
        _settle(thread, None, None)
        _noted("comment_reopened", version, thread.place, actor, at)
    return thread


def _draft(version: PolicyVersion, actor: Any) -> PolicyVersion:
    COMMENT.check(actor, version)
    version = locked(version)
    if version.state != "draft":
        raise Refused(CLOSED)
    return version


def _said(
    version: PolicyVersion, place: str, thread: PolicyComment | None, text: str, actor: Any, at: datetime
) -> PolicyComment:
    text = checked_words(text, field="text", most=TEXT_MAX, missing="Write what you want to say.")
    last = PolicyComment.objects.filter(version=version, author=actor).last()
    if last and (last.place, last.thread_id, last.text) == (place, thread.pk if thread else None, text):
        return last
    comment = PolicyComment.objects.create(
        version=version, place=place, thread=thread, text=text, author=actor, created_at=at
    )
    _noted("comment_answered" if thread else "comment_added", version, place, actor, at)
    signals.comment_made.send(sender=PolicyComment, comment=comment, at=at)
    return comment


def _settle(thread: PolicyComment, actor: Any, at: datetime | None) -> None:
    thread.resolved_by, thread.resolved_at = actor, at
    thread.save(update_fields=["resolved_by", "resolved_at"])


def _noted(name: str, version: PolicyVersion, place: str, actor: Any, at: datetime) -> None:
    record(
        f"policy_version.{name}", subject=version, actor=actor, organization=the_agency(), at=at,
        payload={"place": place},
    )  # fmt: skip
