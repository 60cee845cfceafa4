"""Telling people: into their inbox and by mail. Nothing confidential belongs in either."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any, Protocol

from django.db.models import F, Q

from marketplace.access.addresses import openable
from marketplace.desk.registry import handed_desks
from marketplace.lifecycles.services import service
from marketplace.notifications import delivery, signals
from marketplace.notifications.models import Mail, Notification
from marketplace.people.models import User

CLAIMED_FOR = timedelta(minutes=10)
FAILURES_IN_A_ROW = 5
logger = logging.getLogger(__name__)


class AttachedFile(Protocol):
    """A stored file that a mail carries: its name for people, its type, and where it is stored."""

    name: str
    content_type: str
    file: Any


@service
def notify(
    *,
    to: Iterable[User],
    subject: str,
    lines: Sequence[str],
    url: str,
    at: datetime,
    deadline: datetime | None = None,
    files: Sequence[AttachedFile] = (),
) -> list[Notification]:
    """Tell each active person once, in the transaction of what happened; the mail leaves after it. Whoever looks after
    the desk of one of them is told too, where they may open the page.

    The subject names the record and the act; `url` is the portal's own path. Raises ValueError for another address.
    """
    _require_own_path(url)
    asked = [person for person in to if person.is_active]
    people = list({person.pk: person for person in (*asked, *_stand_ins(asked, url, at))}.values())
    told = [
        Notification(person=person, subject=subject, lines=list(lines), url=url, deadline=deadline, created_at=at)
        for person in people
    ]
    Notification.objects.bulk_create(told)
    _queue([person.email for person in people], subject, lines, url, at, deadline, files)
    return told


def _stand_ins(asked: Sequence[User], url: str, at: datetime) -> Iterator[User]:
    """Whoever looks after the desk of one who is told, where they may open the page themself."""
    for desk in handed_desks(asked, at):
        if desk.giver in asked and desk.taker.is_active and url in openable(desk.taker, [url]):
            yield desk.taker


@service
def notify_subscriber(
    *, person: User, subject: str, lines: Sequence[str], url: str, stop_url: str, at: datetime
) -> Notification | None:
    """Tell a person what they asked to be told; `stop_url` ends such mails by one click, without signing in.

    Nobody stands in for them: it is no duty that a desk hands over. None is told whose account is closed. Raises
    ValueError for another address than the portal's own.
    """
    _require_own_path(url)
    _require_own_path(stop_url)
    if not person.is_active:
        return None
    told = Notification.objects.create(person=person, subject=subject, lines=list(lines), url=url, created_at=at)
    _queue([person.email], subject, lines, url, at, None, (), stop_url)
    return told


@service
def write_to_address(
    *, address: str, subject: str, lines: Sequence[str], url: str, at: datetime, deadline: datetime | None = None
) -> None:
    """Write to somebody who may have no account yet, such as an invited colleague."""
    _require_own_path(url)
    _queue([address], subject, lines, url, at, deadline, ())


@service
def queue_text(*, address: str, subject: str, text: str, at: datetime) -> None:
    """Send a mail whose whole text is given, such as those of signing in; the text is forgotten once it is sent."""
    mail = Mail.objects.create(address=address, subject=" ".join(subject.split())[:200], text=text, created_at=at)
    signals.mail_queued.send(sender=Mail, mail_ids=[mail.pk])


@service
def mark_read(*, notification: Notification, actor: User, at: datetime) -> Notification:
    """Note that its person has opened it; only the first time counts."""
    mine = Notification.objects.filter(pk=notification.pk, person=actor, read_at=None)
    mine.update(read_at=at)
    return notification


@service
def mark_all_read(*, actor: User, at: datetime) -> int:
    """Note that the person has read everything; gives how many were unread."""
    return Notification.objects.filter(person=actor, read_at=None, created_at__lte=at).update(read_at=at)


def deliver(*, mail_id: int, at: datetime) -> bool:
    """Hand one waiting mail to the mail server; gives whether it was sent now.

    A claim that lasts ten minutes keeps two workers from sending the same mail. A failure is noted, the claim dropped
    and the error raised, so that the task is tried again. Each mail has one Message-ID for ever, so that a server that
    took it just before a crash can recognize the second copy.
    """
    unclaimed = Q(claimed_until=None) | Q(claimed_until__lte=at)
    waiting = Mail.objects.filter(unclaimed, pk=mail_id, sent_at=None)
    if not waiting.update(claimed_until=at + CLAIMED_FOR, attempt_count=F("attempt_count") + 1):
        return False
    mail = Mail.objects.get(pk=mail_id)
    try:
        delivery.send(mail)
    except Exception as failure:
        Mail.objects.filter(pk=mail_id).update(claimed_until=None, last_error=str(failure)[:200])
        raise
    Mail.objects.filter(pk=mail_id).update(sent_at=at, claimed_until=None, last_error="", text="")
    return True


def deliver_all(*, mail_ids: Sequence[int], at: datetime) -> int:
    """Send what waits; a bad address holds up nobody, several failures in a row end this turn. Gives how many went."""
    sent_count = failures = 0
    for mail_id in mail_ids:
        try:
            sent_count += deliver(mail_id=mail_id, at=at)
            failures = 0
        except Exception:
            logger.exception("Mail %s could not be sent; it stays waiting.", mail_id)
            failures += 1
            if failures == FAILURES_IN_A_ROW:
                break
    return sent_count


def _queue(
    addresses: Iterable[str],
    subject: str,
    lines: Sequence[str],
    url: str,
    at: datetime,
    deadline: datetime | None,
    files: Sequence[AttachedFile],
    stop_url: str = "",
) -> None:
    attached = [{"name": item.name, "type": item.content_type, "stored_as": item.file.name} for item in files]
    mails = [
        Mail(
            address=address,
            subject=subject[:200],
            lines=list(lines),
            url=url,
            stop_url=stop_url,
            deadline=deadline,
            files=attached,
            created_at=at,
        )
        for address in addresses
    ]
    Mail.objects.bulk_create(mails)
    signals.mail_queued.send(sender=Mail, mail_ids=[mail.pk for mail in mails])


def _require_own_path(url: str) -> None:
    if not url.startswith("/") or url.startswith("//"):
        raise ValueError(f"“{url}” is not a path of this portal.")
