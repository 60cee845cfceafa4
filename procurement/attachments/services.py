"""Attaching documents to an application: in a draft, or while something is missing that they may answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotVisible
from marketplace.audit.services import record
from marketplace.clocks.calendar import local_day
from marketplace.documents.services import keep_copy
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.locker.models import DocumentVersion
from marketplace.locker.services import pin_document, require_sendable
from procurement.applications.models import Application
from procurement.applications.queries import open_cure
from procurement.applications.services import writable
from procurement.attachments.models import AttachedDocument
from procurement.attachments.queries import attached_to, newer_than_attached
from procurement.reviews.models import ReviewSubject

KEY = "documents"
ATTACHED_MAX = 30


@service
def attach_document(
    *, application: Application, version: DocumentVersion, section: str = "", actor: Any, at: datetime
) -> AttachedDocument:
    """Let the newest version of one of the provider's own documents go with an application. Twice is once.

    Raises NotVisible for another organization's document, ValidationError on `version` for one that is put away, has
    expired or is not the newest, and on `section` for one that the form does not have; Refused beyond the most.
    """
    application = writable(application, KEY, actor, at)
    document = locked(version.document)
    if document.organization_id != application.provider_id:
        raise NotVisible("attachments:version")
    if section and application.round.definition.section(section) is None:
        raise ValidationError({"section": "Choose one of the sections of the form."})
    again = attached_to(application).filter(document=document).first()
    if again:
        return again
    require_sendable(version, document=document, today=local_day(at, application.round.zone))
    if attached_to(application).count() >= ATTACHED_MAX:
        raise Refused(f"At most {ATTACHED_MAX} documents go with an application. Take one off first.")
    attached = AttachedDocument.objects.create(
        application=application, document=document, version=version, section=section, attached_by=actor, attached_at=at
    )
    _noted("application.document_attached", attached, actor, at)
    return attached


@service
def take_off(*, attached: AttachedDocument, actor: Any, at: datetime) -> Application:
    """Let it go with the application no longer. What was sent before keeps what it held."""
    application = writable(attached.application, KEY, actor, at)
    found = attached_to(application).filter(pk=attached.pk).first()
    if found is None:
        return application
    _noted("application.document_taken_off", found, actor, at)
    _end(found, at)
    return application


@service
def renew_attached(*, attached: AttachedDocument, actor: Any, at: datetime) -> AttachedDocument:
    """Let the newest version of the same document go with the application in its place."""
    application = writable(attached.application, KEY, actor, at)
    found = attached_to(application).filter(pk=attached.pk).first()
    newer = newer_than_attached(application).get(found.document_id) if found else None
    if newer is None:
        raise Refused("There is no newer version of this document.")
    _end(found, at)
    renewed = AttachedDocument.objects.create(
        application=application,
        document=found.document,
        version=newer,
        section=found.section,
        attached_by=actor,
        attached_at=at,
    )
    _noted("application.document_renewed", renewed, actor, at)
    return renewed


@service
def pin_attached(*, application: Application, at: datetime) -> int:
    """Make the application's own copies of what goes with it, once each. Called while it is sent; how many are new."""
    waiting = list(attached_to(application).filter(file=None))
    for attached in waiting:
        attached.file = pin_document(version=attached.version, subject=application, at=at)
        attached.save(update_fields=["file"])
    return len(waiting)


@service
def copy_for_reviewers(*, application: Application, subject: ReviewSubject, at: datetime) -> int:
    """Make the review's own copies of what reviewers read. Called while the review opens; how many there are."""
    rows = [row for row in attached_to(application) if row.document.what.is_for_reviewers]
    for attached in rows:
        keep_copy(stored=attached.file, subject=subject, organization=application.provider, at=at)
    return len(rows)


def is_open(application: Application, at: datetime) -> bool:
    """Whether documents can be attached or taken off: in a draft, or in time while they were asked for."""
    if application.state == "draft":
        return True
    if application.state != "cure_requested":
        return False
    cure = open_cure(application)
    return KEY in cure.sections and at < cure.due_at


def _end(attached: AttachedDocument, at: datetime) -> None:
    if attached.is_pinned:
        attached.taken_off_at = at
        attached.save(update_fields=["taken_off_at"])
    else:
        attached.delete()


def _noted(name: str, attached: AttachedDocument, actor: Any, at: datetime) -> None:
    application = attached.application
    payload = {"document": attached.document.reference, "version": attached.version.number}
    record(name, subject=application, actor=actor, organization=application.provider, at=at, payload=payload)
