"""Sending an application, and taking it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from marketplace.audit.services import record
from marketplace.clocks.words import instant_words
from marketplace.documents.canonical import canonical_json, sha256_of
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.products.models import ModelVersion
from marketplace.products.permissions import EDIT
from marketplace.products.queries import latest_version
from marketplace.products.services import freeze_version
from procurement.applications import signals
from procurement.applications.content import frozen_data
from procurement.applications.models import Application
from procurement.applications.parts import missing_of, parts
from procurement.applications.permissions import SUBMIT, WITHDRAW
from procurement.applications.queries import evidence_now, standings_of
from procurement.applications.transitions import APPLICATION
from procurement.payments.models import FeeKind
from procurement.payments.services import raise_fee, release_fee
from procurement.reviews.services import close_subject


@service
def submit_application(
    *, application: Application, people_count: int | None = None, actor: Any, at: datetime
) -> Application:
    """Send a complete draft while its round is open: freeze answers and model version, and keep their hash.

    The fee of the round's policy falls due; ``people_count``, how many work for the provider, may make it exempt.
    A late one is refused but remembered: nothing changes, the attempt is on record, and the returned application's
    ``refusal`` says why. Raises Refused naming the sections that are not complete.
    """
    SUBMIT.check(actor, application)
    asked = locked(application.round)
    application = locked(application)
    application.round = asked
    APPLICATION.require(application, "submit")
    if not asked.is_open_for(application.provider_id, at):
        return _late(application, actor, at)
    application.submitted_at, application.submitted_by = at, actor
    freeze(application, actor, at)
    _ask_for_the_fee(application, people_count, actor, at)
    saved = ("model_version", "submitted_at", "submitted_by", "canonical_text", "sha256", "fee")
    APPLICATION.move(
        application,
        "submit",
        actor=actor,
        organization=application.provider,
        at=at,
        also_save=saved,
        payload={"sha256": application.sha256},
    )
    signals.application_submitted.send(sender=Application, application=application, at=at)
    return application


@service
def withdraw_application(*, application: Application, actor: Any, at: datetime) -> Application:
    """Take back what was sent, before it is decided. It stays readable to its provider; a review of it ends."""
    WITHDRAW.check(actor, application)
    application = locked(application)
    APPLICATION.require(application, "withdraw")
    if application.subject is not None:
        if application.subject.determinations.filter(state="issued").exists():
            raise Refused("This application is decided, so it can no longer be withdrawn.")
        close_subject(subject=application.subject, actor=actor, at=at)
    if application.fee is not None:
        release_fee(fee=application.fee, at=at)
    APPLICATION.move(application, "withdraw", actor=actor, organization=application.provider, at=at)
    signals.application_withdrawn.send(sender=Application, application=application, at=at)
    return application


def freeze(application: Application, actor: Any, at: datetime) -> None:
    """Set the model version, the text and the hash of what is sent now. Raises Refused naming incomplete sections."""
    version = locked(latest_version(application.model))
    open_sections = [each.section.title for each in standings_of(application, at=at) if not each.is_complete]
    if open_sections:
        raise Refused(f"These sections are not complete: {', '.join(open_sections)}. Complete them, then send.")
    if lacking := [f"{part.title}: {words}" for part, words in missing_of(application, at=at)]:
        raise Refused(" ".join(lacking))
    application.model_version = _frozen_version(version, actor, at)
    assessment = evidence_now(application, at=at)
    application.canonical_text = canonical_json(frozen_data(application, application.model_version, assessment))
    application.sha256 = sha256_of(application.canonical_text)
    for part in parts():
        part.sent(application, at)


def _ask_for_the_fee(application: Application, people_count: int | None, actor: Any, at: datetime) -> None:
    if application.fee is None:
        application.fee = raise_fee(
            kind=FeeKind.APPLICATION,
            source_reference=application.reference,
            title=application.model.name,
            payer=application.provider,
            policy_version=application.round.policy_version,
            people_count=people_count,
            actor=actor,
            at=at,
        )


def _late(application: Application, actor: Any, at: datetime) -> Application:
    asked = application.round
    zone, closes_at = asked.zone, asked.closing_for(application.provider_id)
    if at < asked.opens_at:
        words = f"This round opens {instant_words(asked.opens_at, zone)}. Send it from then on."
    else:
        words = (
            f"This round closed {instant_words(closes_at, zone)}. Your application reached us "
            f"{instant_words(at, zone)}, so it was not taken. The attempt is on record, and your draft is kept."
        )
    record(
        "application.late",
        subject=application,
        actor=actor,
        organization=application.provider,
        at=at,
        payload={"closes_at": closes_at},
    )
    application.refusal = words
    return application


def _frozen_version(version: ModelVersion, actor: Any, at: datetime) -> ModelVersion:
    """The version, frozen now where it was not. A signatory who may not edit it has the portal freeze it."""
    if version.is_frozen:
        return version
    by = actor if EDIT.decide(actor, version.model).allowed else None
    return freeze_version(version=version, actor=by, at=at)
