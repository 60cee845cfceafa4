"""Keeping documents: added once, replaced by newer versions, put away; and the warnings before they end."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.urls import reverse

from marketplace.audit.services import record
from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import day_words
from marketplace.documents.models import StoredFile
from marketplace.documents.services import keep_copy, store_upload
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.locker.expiry import is_expired, warning_due
from marketplace.locker.kinds import BY_KEY
from marketplace.locker.models import DocumentVersion, ExpiryWarning, LockerDocument
from marketplace.locker.permissions import ADD, CHANGE, MANAGERS
from marketplace.locker.queries import ending_by
from marketplace.notifications.services import notify
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import people_with

VERSIONS_MAX = 500


@service
def add_document(
    *,
    organization: Organization,
    kind: str,
    title: str,
    upload: Any,
    issued_on: date | None = None,
    expires_on: date | None = None,
    actor: Any,
    at: datetime,
) -> LockerDocument:
    """Keep a new document with its first version. The same file sent twice under one title is kept once.

    Raises ValidationError for a title that another document of that kind has, for dates that make no sense, where the
    kind needs a last day and none is given, and for a file that ``store_upload`` does not take.
    """
    ADD.check(actor, organization)
    organization = locked(organization)
    title = title.strip()
    faults = {} if title else {"title": "Give it a name by which your colleagues know it."}
    faults |= {} if kind in BY_KEY else {"kind": "Choose one of those listed."}
    if faults:
        raise ValidationError(faults)
    _check_dates(kind, issued_on, expires_on)
    known = LockerDocument.objects.filter(organization=organization, kind=kind, title=title).first()
    document = known or LockerDocument.objects.create(organization=organization, kind=kind, title=title, created_at=at)
    stored = _stored(document, upload, actor, at)
    if known:
        if known.versions.filter(file=stored, number=1).exists():
            return known
        raise ValidationError({"title": f"You keep “{title}” already. Open it and add a new version."})
    _number(document, stored, issued_on, expires_on, actor, at)
    _noted("locker.document_added", document, actor, at, {"kind": kind, "title": title})
    return document


@service
def add_version(
    *,
    document: LockerDocument,
    upload: Any,
    issued_on: date | None = None,
    expires_on: date | None = None,
    actor: Any,
    at: datetime,
) -> DocumentVersion:
    """Keep a newer version; a document that was put away is offered again. What was sent before stays as it was sent.

    The same file with the same dates sent twice is kept once.
    """
    CHANGE.check(actor, document)
    document = locked(document)
    _check_dates(document.kind, issued_on, expires_on)
    stored = _stored(document, upload, actor, at)
    newest = document.versions.first()
    if newest and (newest.file_id, newest.issued_on, newest.expires_on) == (stored.pk, issued_on, expires_on):
        return newest
    version = _number(document, stored, issued_on, expires_on, actor, at)
    if document.put_away_at is not None:
        document.put_away_at = None
        document.save(update_fields=["put_away_at"])
    _noted("locker.version_added", document, actor, at, {"number": version.number, "sha256": stored.sha256})
    return version


@service
def put_away(*, document: LockerDocument, actor: Any, at: datetime) -> LockerDocument:
    """Offer a document no longer; nobody is warned of its end. It stays readable, and so does all that was sent."""
    CHANGE.check(actor, document)
    document = locked(document)
    if document.put_away_at is None:
        document.put_away_at = at
        document.save(update_fields=["put_away_at"])
        _noted("locker.put_away", document, actor, at, {})
    return document


@service
def bring_back(*, document: LockerDocument, actor: Any, at: datetime) -> LockerDocument:
    """Offer a document again that was put away."""
    CHANGE.check(actor, document)
    document = locked(document)
    if document.put_away_at is not None:
        document.put_away_at = None
        document.save(update_fields=["put_away_at"])
        _noted("locker.brought_back", document, actor, at, {})
    return document


@service
def pin_document(*, version: DocumentVersion, subject: Model, at: datetime) -> StoredFile:
    """Keep a version with a record, as that record's own file: whoever may read the record may have it, and no later
    version changes it. The caller has checked that the person may send the record, and that it is the owner's."""
    return keep_copy(stored=version.file, subject=subject, organization=version.document.organization, at=at)


def require_sendable(version: DocumentVersion, *, document: LockerDocument, today: date) -> None:
    """Raise ValidationError on `version` where the document, as it stands now, is put away or has a newer one, or
    where the version has expired."""
    if document.put_away_at is not None or document.versions.first() != version:
        raise ValidationError({"version": "Choose one of the documents that are offered now."})
    if words := expired_words(version, today=today):
        raise ValidationError({"version": words})


def expired_words(version: DocumentVersion, *, today: date) -> str:
    """Why a version cannot be sent on this day; empty where it can."""
    if not is_expired(version.expires_on, today=today):
        return ""
    return f"{version.document} expired on {day_words(version.expires_on)}. Upload a newer version, or leave it out."


@service
def warn_of_expiry(*, at: datetime) -> int:
    """Tell the owner's people of each document that ends soon or has ended, once a step; how many were told of."""
    today, told = local_day(at, settings.TIME_ZONE), 0
    warned = set(ExpiryWarning.objects.values_list("version_id", "step_days"))
    for version in ending_by(today):
        step = warning_due(version.expires_on, today=today)
        if (version.pk, step) not in warned:
            told += _warn(locked(version), step, today, at)
    return told


def _warn(version: DocumentVersion, step: int, today: date, at: datetime) -> int:
    if version.warnings.filter(step_days=step).exists():
        return 0
    ExpiryWarning.objects.create(version=version, step_days=step, warned_at=at)
    document, day = version.document, day_words(version.expires_on)
    is_over = is_expired(version.expires_on, today=today)
    notify(
        to=people_with(document.organization, *MANAGERS),
        subject=f"{document.reference}: {document} {'has expired' if is_over else 'expires soon'}",
        lines=[
            f"Its last day {'was' if is_over else 'is'} {day}.",
            "Upload the new one, so that it can be sent with your next application. What was sent stays as it was.",
        ],
        url=reverse("locker:detail", args=[document.reference]),
        at=at,
    )
    _noted("locker.expiry_warned", document, None, at, {"number": version.number, "step_days": step})
    return 1


def _check_dates(kind: str, issued_on: date | None, expires_on: date | None) -> None:
    if expires_on is None and BY_KEY[kind].must_expire:
        raise ValidationError({"expires_on": "Give the day on which the cover ends."})
    if issued_on and expires_on and expires_on <= issued_on:
        raise ValidationError({"expires_on": f"It was issued on {day_words(issued_on)}. Give a last day after that."})


def _stored(document: LockerDocument, upload: Any, actor: Any, at: datetime) -> StoredFile:
    if not upload:
        raise ValidationError({"upload": "Choose a file."})
    return store_upload(
        upload=upload, subject=document, organization=document.organization, actor=actor, at=at, field="upload"
    )


def _number(
    document: LockerDocument,
    stored: StoredFile,
    issued_on: date | None,
    expires_on: date | None,
    actor: Any,
    at: datetime,
) -> DocumentVersion:
    last = document.versions.first()
    if last and last.number >= VERSIONS_MAX:
        raise Refused(f"A document has at most {VERSIONS_MAX} versions. Put it away and begin a new one.")
    return DocumentVersion.objects.create(
        document=document,
        number=(last.number if last else 0) + 1,
        file=stored,
        issued_on=issued_on,
        expires_on=expires_on,
        uploaded_by=actor,
        uploaded_at=at,
    )


def _noted(name: str, document: LockerDocument, actor: Any, at: datetime, payload: dict[str, Any]) -> None:
    record(name, subject=document, actor=actor, organization=document.organization, at=at, payload=payload)
