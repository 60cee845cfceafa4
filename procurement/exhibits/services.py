"""Attaching documents of the provider to a negotiation, while it is open; the contract takes what is attached then."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.access.permissions import NotVisible
from marketplace.audit.services import record
from marketplace.clocks.calendar import local_day
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.locker.models import DocumentVersion
from marketplace.locker.services import expired_words, pin_document, require_sendable
from procurement.exhibits import signals
from procurement.exhibits.models import Exhibit
from procurement.exhibits.permissions import ATTACH
from procurement.exhibits.queries import exhibits_of, newer_than_attached
from procurement.negotiations.models import Negotiation

ATTACHED_MAX = 30


@service
def attach_exhibit(*, negotiation: Negotiation, version: DocumentVersion, actor: Any, at: datetime) -> Exhibit:
    """Put the newest version of one of the provider's own documents before the district. Twice is once.

    When both sides hold the same text the contract lists it with its sha256. Raises NotVisible for another
    organization's document, ValidationError on `version` for one that is put away, has expired or is not the newest;
    Refused once the talks are over, and beyond the most.
    """
    negotiation = _open(negotiation, actor)
    document = locked(version.document)
    if document.organization_id != negotiation.request.provider_id:
        raise NotVisible(ATTACH.name)
    again = exhibits_of(negotiation).filter(document=document).first()
    if again:
        return again
    require_sendable(version, document=document, today=local_day(at, negotiation.zone))
    if exhibits_of(negotiation).count() >= ATTACHED_MAX:
        raise Refused(f"At most {ATTACHED_MAX} documents go with a contract. Take one off first.")
    exhibit = _written(negotiation, version, actor, at)
    _noted("document_attached", exhibit, f"added {document}", actor, at)
    return exhibit


@service
def take_off(*, exhibit: Exhibit, actor: Any, at: datetime) -> Negotiation:
    """Let it go with the contract no longer. A contract that was put together before keeps what it lists."""
    negotiation = _open(exhibit.negotiation, actor)
    found = exhibits_of(negotiation).filter(pk=exhibit.pk).first()
    if found:
        _end(found, at)
        _noted("document_taken_off", found, f"took {found.document} off", actor, at)
    return negotiation


@service
def renew_exhibit(*, exhibit: Exhibit, actor: Any, at: datetime) -> Exhibit:
    """Put the newest version of the same document in its place. Raises Refused where there is none, or it expired."""
    negotiation = _open(exhibit.negotiation, actor)
    found = exhibits_of(negotiation).filter(pk=exhibit.pk).first()
    newer = newer_than_attached(negotiation).get(found.document_id) if found else None
    if newer is None:
        raise Refused("There is no newer version of this document.")
    if words := expired_words(newer, today=local_day(at, negotiation.zone)):
        raise Refused(words)
    _end(found, at)
    renewed = _written(negotiation, newer, actor, at)
    _noted("document_renewed", renewed, f"replaced {renewed.document} by its newer version", actor, at)
    return renewed


def _open(negotiation: Negotiation, actor: Any) -> Negotiation:
    ATTACH.check(actor, negotiation)
    negotiation = locked(negotiation)
    if negotiation.state != "open":
        raise Refused("Documents are attached while the two sides talk. What the contract lists stays as it is.")
    return negotiation


def _written(negotiation: Negotiation, version: DocumentVersion, actor: Any, at: datetime) -> Exhibit:
    return Exhibit.objects.create(
        negotiation=negotiation,
        document=version.document,
        version=version,
        file=pin_document(version=version, subject=negotiation, at=at),
        attached_by=actor,
        attached_at=at,
    )


def _end(exhibit: Exhibit, at: datetime) -> None:
    exhibit.taken_off_at = at
    exhibit.save(update_fields=["taken_off_at"])


def _noted(name: str, exhibit: Exhibit, words: str, actor: Any, at: datetime) -> None:
    negotiation = exhibit.negotiation
    payload = {
        "document": exhibit.document.reference, "version": exhibit.version.number, "sha256": exhibit.file.sha256
    }  # fmt: skip
    provider = negotiation.request.provider
    record(f"negotiation.{name}", subject=negotiation, actor=actor, organization=provider, at=at, payload=payload)
    signals.exhibits_changed.send(sender=Exhibit, negotiation=negotiation, words=words, at=at)
