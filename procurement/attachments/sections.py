"""What attached documents add to an application: a page, what is frozen, what its readers may have."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import count_words, day_words
from marketplace.locker.services import expired_words
from procurement.applications.models import Application
from procurement.applications.parts import Part, PartStanding, add_part
from procurement.attachments.models import AttachedDocument
from procurement.attachments.queries import attached_now, attached_to
from procurement.attachments.services import KEY, copy_for_reviewers, pin_attached
from procurement.reviews.models import ReviewSubject

WHOLE = "The whole application"


@add_part
class AttachedDocuments(Part):
    """Documents of the provider, each in the version of the day on which it is sent."""

    key = KEY
    title = "Attached documents"
    page = "attachments:list"
    template = "procurement/attachments/_attached.html"
    is_curable = True

    def standing(self, application: Application, at: datetime) -> PartStanding:
        rows, today = attached_now(application), local_day(at, application.round.zone)
        expired = tuple(
            words for row in rows if not row.is_pinned and (words := expired_words(row.version, today=today))
        )
        if expired:
            return PartStanding("late", "Needs attention", expired)
        if not rows:
            return PartStanding("open", "None")
        return PartStanding("done", count_words(len(rows), "document"))

    def frozen(self, application: Application) -> list[dict[str, Any]]:
        return [
            {
                "document": row.document.reference,
                "kind": row.document.kind,
                "title": row.document.title,
                "version": row.version.number,
                "section": row.section,
                "name": row.version.file.name,
                "size_bytes": row.version.file.size_bytes,
                "sha256": row.version.file.sha256,
                "issued_on": row.version.issued_on,
                "expires_on": row.version.expires_on,
            }
            for row in attached_to(application)
        ]

    def sent(self, application: Application, at: datetime) -> None:
        pin_attached(application=application, at=at)

    def reviewed(self, application: Application) -> Mapping[str, Any] | None:
        rows = [row for row in attached_to(application) if row.document.what.is_for_reviewers]
        if not rows:
            return None
        sections = {section.key: section for section in application.round.definition.sections}
        spoken_to = {key for row in rows if row.section in sections for key in sections[row.section].criteria}
        return {
            "key": KEY,
            "title": self.title,
            "criteria": sorted(spoken_to),
            "answers": [],
            "heads": ["Document", "Belongs to", "Good until", "File"],
            "rows": [[row.document.title, section_title(row), _last_day(row), row.version.file.name] for row in rows],
        }

    def review_opened(self, application: Application, subject: ReviewSubject, at: datetime) -> None:
        copy_for_reviewers(application=application, subject=subject, at=at)

    def shown(self, application: Application, person: Any, at: datetime) -> Mapping[str, Any]:
        rows = attached_now(application)
        return {"documents": [_row(row) for row in rows]} if rows else {}


def section_title(attached: AttachedDocument) -> str:
    """Where in the form it belongs, in words."""
    found = attached.application.round.definition.section(attached.section) if attached.section else None
    return found.title if found else WHOLE


def _row(attached: AttachedDocument) -> dict[str, Any]:
    stored = attached.file or attached.version.file
    return {
        "title": attached.document.title,
        "kind": attached.document.get_kind_display(),
        "number": attached.version.number,
        "belongs_to": section_title(attached),
        "last_day": _last_day(attached),
        "url": reverse("documents:download", args=[stored.token]),
        "name": stored.name,
        "sha256": stored.sha256,
    }


def _last_day(attached: AttachedDocument) -> str:
    return day_words(attached.version.expires_on) if attached.version.expires_on else "Does not expire"
