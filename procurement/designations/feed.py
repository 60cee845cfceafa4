"""The feed of the register: decisions and what became of approvals since, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from procurement.designations.models import Designation, Determination, Suspension

ENTRIES_MAX = 50
CONTENT_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Entry:
    """One public moment of a decision. ``key`` tells the moments of one decision apart."""

    at: datetime
    key: str
    title: str
    text: str
    determination: Determination


def entries_of(determinations: QuerySet[Determination], *, at: datetime) -> list[Entry]:
    """The newest public moments of these public decisions, up to an instant."""
    found = [*_decided(determinations), *_suspended(determinations), *_revoked(determinations)]
    past = [entry for entry in found if entry.at <= at]
    return sorted(past, key=lambda entry: (entry.at, entry.key), reverse=True)[:ENTRIES_MAX]


def atom(entries: list[Entry], *, address: str, path: str, at: datetime) -> str:
    """The entries as Atom. ``address`` is the portal's own, ``path`` the feed's."""
    feed = Atom1Feed(
        title="Decisions on learning models",
        link=address + reverse("designations:register"),
        description="Approvals, refusals, suspensions, reinstatements and revocations, with reasons.",
        feed_url=address + path,
        language="en-us",
    )
    for entry in entries:
        page = address + reverse("designations:determination", args=[entry.determination.reference])
        feed.add_item(
            title=f"{entry.determination.model.name}: {entry.title}",
            link=page,
            description=entry.text,
            unique_id=f"{page}#{entry.key}",
            pubdate=entry.at,
            updateddate=entry.at,
            author_name=entry.determination.provider.name,
        )
    if not entries:
        feed.latest_post_date = lambda: at
    return feed.writeString("utf-8")


def _decided(determinations: QuerySet[Determination]) -> Iterator[Entry]:
    rows = determinations.select_related("model", "provider", "policy_version").order_by("-issued_at", "-pk")
    for row in rows[:ENTRIES_MAX]:
        yield Entry(row.public_at, "decided", row.outcome, row.decision_reason or row.summary, row)


def _suspended(determinations: QuerySet[Determination]) -> Iterator[Entry]:
    rows = Suspension.objects.filter(designation__determination__in=determinations.order_by().values("pk"))
    rows = rows.select_related("designation__determination__model", "designation__determination__provider")
    for row in rows.order_by("-starts_at", "-pk")[:ENTRIES_MAX]:
        decision = row.designation.determination
        yield Entry(row.starts_at, f"suspended-{row.pk}", "Suspended", row.reason, decision)
        if row.ends_at and row.ended_reason:
            yield Entry(row.ends_at, f"reinstated-{row.pk}", "Reinstated", row.ended_reason, decision)


def _revoked(determinations: QuerySet[Determination]) -> Iterator[Entry]:
    rows = Designation.objects.filter(determination__in=determinations.order_by().values("pk"), state="revoked")
    rows = rows.select_related("determination__model", "determination__provider").order_by("-ends_at", "-pk")
    for row in rows[:ENTRIES_MAX]:
        yield Entry(row.ends_at, "revoked", "Revoked", row.revoked_reason, row.determination)
