"""Inboxes, and mail that waits."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from marketplace.access.scope import remembered
from marketplace.notifications.models import Mail, Notification
from marketplace.people.models import User

ATTEMPT_LIMIT = 400


def inbox_of(person: User) -> QuerySet[Notification]:
    """What the person was told, newest first."""
    return Notification.objects.filter(person=person)


def unread_count(person: Any) -> int:
    """How many of them the person has not opened; counted once in a request."""
    if not getattr(person, "is_authenticated", False):
        return 0
    return remembered(("unread", person.pk), lambda: inbox_of(person).filter(read_at=None).count())


def waiting_mail_ids(*, limit: int = 500) -> list[int]:
    """Mail that no server has taken yet, the least tried first; after some days of trying an address is given up."""
    rows = Mail.objects.filter(sent_at=None, attempt_count__lt=ATTEMPT_LIMIT)
    return list(rows.order_by("attempt_count", "created_at", "pk").values_list("pk", flat=True)[:limit])
