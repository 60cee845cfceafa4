"""Claiming parts of an application, signing for the claims, and making and releasing the public copy."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotVisible
from marketplace.audit.services import record
from marketplace.documents.canonical import sha256_of
from marketplace.lifecycles.errors import Refused, Stale
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.typed import too_long
from marketplace.organizations.queries import the_agency
from procurement.applications.models import Application
from procurement.applications.permissions import SAVE
from procurement.applications.services import writable
from procurement.attachments.services import KEY as DOCUMENTS
from procurement.disclosures import signals
from procurement.disclosures.grounds import BY_KEY
from procurement.disclosures.models import ConfidentialityClaim, ConfidentialityStatement, PublicCopy
from procurement.disclosures.papers import keep_copy_file, keep_statement_file
from procurement.disclosures.permissions import RELEASE, SIGN
from procurement.disclosures.queries import (
    Claimable,
    claimable_parts,
    copy_of,
    sent_statement,
    statement_for,
    valid_statement,
)
from procurement.disclosures.redacting import public_data
from procurement.disclosures.statements import name_fault

REASON_MAX_CHARACTERS = 1000
POSITION_MAX_CHARACTERS = 120


@service
def claim_part(
    *, application: Application, part: str, ground: str, reason: str, actor: Any, at: datetime
) -> ConfidentialityClaim:
    """Claim one answer or attached document confidential, or say another reason for it; part by part, never the whole.

    Raises NotVisible for a part that is not there, Refused for prices and the terms on which student data are held,
    ValidationError for an unknown ground or a missing reason. A statement signed before no longer fits.
    """
    SAVE.check(actor, application)
    found = _part(application, part)
    application = writable(application, _writable_key(found), actor, at)
    if found.never:
        raise Refused(found.never)
    reason, faults = reason.strip(), {}
    if ground not in BY_KEY:
        faults["ground"] = "Choose one of those listed."
    if not reason:
        faults["reason"] = "Say what it would do to you if everyone read it. This reason is public."
    elif fault := too_long(reason, REASON_MAX_CHARACTERS):
        faults["reason"] = fault
    if faults:
        raise ValidationError(faults)
    claim = found.claim or ConfidentialityClaim(
        application=application, section=found.section, question=found.question, attached=found.attached
    )
    if claim.pk and (claim.ground, claim.reason) == (ground, reason):
        return claim
    claim.ground, claim.reason, claim.claimed_by, claim.claimed_at = ground, reason, actor, at
    claim.save()
    _noted("application.confidentiality_claimed", application, actor, at, {"part": part, "ground": ground})
    return claim


@service
def drop_claim(*, application: Application, part: str, actor: Any, at: datetime) -> Application:
    """Claim a part no longer. Where nothing is claimed, nothing happens."""
    SAVE.check(actor, application)
    found = _part(application, part)
    application = writable(application, _writable_key(found), actor, at)
    if found.claim:
        found.claim.delete()
        _noted("application.confidentiality_dropped", application, actor, at, {"part": part})
    return application


@service
def sign_statement(
    *, application: Application, name: str, position: str, seen: str, actor: Any, at: datetime
) -> ConfidentialityStatement:
    """An owner or signatory signs for the claims by typing their own name. ``seen`` is the hash of the words they read.

    Raises Stale where the claims are others by now, ValidationError for another name or no position.
    """
    SIGN.check(actor, application)
    application = locked(application)
    if application.state not in ("draft", "cure_requested"):
        raise Refused("This application was sent, so its statement stands as it was signed.")
    text = statement_for(application).as_text()
    if not application.confidentiality_claims.exists():
        raise Refused("Nothing is claimed, so there is nothing to sign.")
    if seen != sha256_of(text):
        raise Stale("The claims were changed while you had the page open. Read the statement as it is now, then sign.")
    faults = {"name": fault} if (fault := name_fault(name, actor.name)) else {}
    if not position.strip():
        faults["position"] = "Say in which position you sign, such as “Chief executive”."
    if faults:
        raise ValidationError(faults)
    again = valid_statement(application)
    if again and again.signed_by_id == actor.pk:
        return again
    statement = ConfidentialityStatement.objects.create(
        application=application,
        text=text,
        sha256=sha256_of(text),
        signed_name=" ".join(name.split()),
        position=position.strip()[:POSITION_MAX_CHARACTERS],
        signed_by=actor,
        signed_at=at,
    )
    _noted("application.statement_signed", application, actor, at, {"sha256": statement.sha256})
    return statement


@service
def make_public_copy(*, application: Application, at: datetime) -> PublicCopy:
    """Make the copy of what was sent last without what is claimed, once; with it the statement as a document."""
    application = locked(application)
    found = copy_of(application)
    if found:
        return found
    statement = sent_statement(application)
    if statement is not None and statement.file_id is None:
        statement.file = keep_statement_file(statement, at)
        statement.save(update_fields=["file"])
    data = public_data(json.loads(application.canonical_text), application.round.definition)
    sha256 = sha256_of(data)
    copy = PublicCopy.objects.create(
        application=application,
        source_sha256=application.sha256,
        sha256=sha256,
        data=data,
        file=keep_copy_file(application, data, sha256, at),
        made_at=at,
    )
    record(
        "application.public_copy_made",
        subject=application,
        actor=None,
        organization=application.provider,
        at=at,
        payload={"sha256": sha256, "left_out": len(data["left_out"])},
    )
    return copy


@service
def release_public_copy(*, application: Application, actor: Any, at: datetime) -> PublicCopy:
    """Let everyone have the copy of an application without what is claimed, once the decision on it is public."""
    RELEASE.check(actor, application)
    application = locked(application)
    copy = copy_of(application)
    if copy is None:
        raise Refused("The public copy is still being made. Try again in a minute.")
    copy = locked(copy)
    if copy.released_at is not None:
        return copy
    copy.released_at, copy.released_by = at, actor
    copy.save(update_fields=["released_at", "released_by"])
    record(
        "application.public_copy_released",
        subject=application,
        actor=actor,
        organization=the_agency(),
        at=at,
        payload={"sha256": copy.sha256},
        public=True,
    )
    signals.copy_released.send(sender=PublicCopy, copy=copy, at=at)
    return copy


def _part(application: Application, key: str) -> Claimable:
    found = next((part for part in claimable_parts(application) if part.key == key), None)
    if found is None:
        raise NotVisible("disclosures:part")
    return found


def _writable_key(part: Claimable) -> str:
    return DOCUMENTS if part.attached else part.section


def _noted(name: str, application: Application, actor: Any, at: datetime, payload: dict[str, Any]) -> None:
    record(name, subject=application, actor=actor, organization=application.provider, at=at, payload=payload)
