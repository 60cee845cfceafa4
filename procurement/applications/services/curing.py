"""Something is missing: asked for once the check found it, sent in time, or closed as incomplete after its clock."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from marketplace.audit.services import record
from marketplace.clocks.federal import federal_calendar
from marketplace.clocks.words import instant_words
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.applications import signals
from procurement.applications.models import Application, CureRequest
from procurement.applications.parts import curable_parts
from procurement.applications.permissions import SCREEN, SUBMIT
from procurement.applications.queries import open_cure
from procurement.applications.services.sending import freeze
from procurement.applications.transitions import APPLICATION

ITEMS_MAX, ITEM_MAX_CHARACTERS = 30, 500


@service
def request_cure(
    *, application: Application, items: Iterable[str], sections: Iterable[str], actor: Any, at: datetime
) -> CureRequest:
    """Ask the provider for what is missing, with the policy's days to send it. Only the named sections open again.

    Raises ValidationError for no item, a long one, or a section that the form does not have.
    """
    SCREEN.check(actor, application)
    application = locked(application)
    APPLICATION.require(application, "request_cure")
    items = [item.strip() for item in items if item.strip()]
    sections = list(dict.fromkeys(sections))
    _check(application, items, sections)
    rules = application.round.policy_version.rules
    last = application.cures.aggregate(last=Max("number"))["last"] or 0
    cure = CureRequest.objects.create(
        application=application,
        number=last + 1,
        items=items,
        sections=sections,
        due_at=federal_calendar(rules.calendar.zone).deadline(at, rules.clocks.cure_business_days),
        asked_by=actor,
        asked_at=at,
        text_before=application.canonical_text,
        sha256_before=application.sha256,
    )
    payload = {"number": cure.number, "due_at": cure.due_at}
    APPLICATION.move(application, "request_cure", actor=actor, organization=the_agency(), at=at, payload=payload)
    signals.cure_requested.send(sender=CureRequest, cure=cure, at=at)
    return cure


@service
def resubmit_application(*, application: Application, actor: Any, at: datetime) -> Application:
    """Send what was missing, before the clock ends: all is frozen anew and must differ from what was sent before.

    A late one is refused but remembered, as for a first sending: the returned application's ``refusal`` says why.
    """
    SUBMIT.check(actor, application)
    application = locked(application)
    APPLICATION.require(application, "resubmit")
    cure = locked(open_cure(application))
    if at >= cure.due_at:
        return _late(application, cure, actor, at)
    freeze(application, actor, at)
    if application.canonical_text == cure.text_before:
        raise Refused("Nothing is different from what you sent before. Add what is missing, then send again.")
    cure.answered_at, cure.answered_by = at, actor
    cure.save(update_fields=["answered_at", "answered_by"])
    application.resubmitted_at, application.receipt, application.screening = at, None, {}
    APPLICATION.move(
        application,
        "resubmit",
        actor=actor,
        organization=application.provider,
        at=at,
        also_save=("model_version", "canonical_text", "sha256", "resubmitted_at", "receipt", "screening"),
        payload={"sha256": application.sha256, "sha256_before": cure.sha256_before},
    )
    signals.application_submitted.send(sender=Application, application=application, at=at)
    return application


@service
def close_as_incomplete(*, application: Application, actor: Any, at: datetime) -> Application:
    """Decline what is still incomplete once the clock has ended, never before."""
    SCREEN.check(actor, application)
    application = locked(application)
    APPLICATION.require(application, "close_as_incomplete")
    due_at = open_cure(application).due_at
    if at < due_at:
        words = instant_words(due_at, application.round.zone)
        raise Refused(f"The provider has until {words}. It can be closed from then on.")
    APPLICATION.move(application, "close_as_incomplete", actor=actor, organization=the_agency(), at=at)
    signals.application_closed.send(sender=Application, application=application, at=at)
    return application


def _check(application: Application, items: list[str], sections: list[str]) -> None:
    faults = {}
    if not items:
        faults["items"] = "Say what is missing, one thing a line."
    elif len(items) > ITEMS_MAX:
        faults["items"] = f"Name at most {ITEMS_MAX} things."
    elif any(len(item) > ITEM_MAX_CHARACTERS for item in items):
        faults["items"] = f"Use at most {ITEM_MAX_CHARACTERS} characters a line."
    known = {section.key for section in application.round.definition.sections} | set(curable_parts())
    if not sections or not set(sections) <= known:
        faults["sections"] = "Choose the sections that the provider may change, at least one."
    if faults:
        raise ValidationError(faults)


def _late(application: Application, cure: CureRequest, actor: Any, at: datetime) -> Application:
    zone = application.round.zone
    record(
        "application.late", subject=application, actor=actor, organization=application.provider, at=at,
        payload={"closes_at": cure.due_at},
    )  # fmt: skip
    application.refusal = (
        f"There was time until {instant_words(cure.due_at, zone)}. This reached us {instant_words(at, zone)}, so it "
        "was not taken. The attempt is on record."
    )
    return application
