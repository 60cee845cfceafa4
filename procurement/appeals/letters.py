"""What is typeset for an appeal: the receipt of what was filed and the letter of what came of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.audit.queries import head_hash
from marketplace.audit.services import record
from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import day_words, instant_words
from marketplace.documents.models import StoredFile
from marketplace.documents.pdf import render_pdf
from marketplace.documents.queries import files_of
from marketplace.documents.services import store_generated
from marketplace.lifecycles.services import locked, service
from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.appeals.models import Appeal
from procurement.appeals.permissions import FILERS
from procurement.appeals.transitions import AppealState
from procurement.lettertemplates.models import LetterKind
from procurement.lettertemplates.queries import LetterWords, words_of
from procurement.lettertemplates.words import filled

TOLD = (*FILERS, Role.AUTHOR)


@service
def send_receipt(*, appeal: Appeal, at: datetime) -> Appeal:
    """Keep the receipt of what was filed and send it to the provider’s people, once; of a late appeal too."""
    appeal = locked(appeal)
    if appeal.receipt_id is not None:
        return appeal
    appeal.audit_head = head_hash()
    appeal.receipt = _kept(appeal, "receipt", receipt_data(appeal), appeal.created_at, at)
    appeal.save(update_fields=["receipt", "audit_head"])
    record("appeal.receipt_made", subject=appeal, actor=None, organization=the_agency(), at=at)
    late = appeal.state == AppealState.LATE
    news = "your appeal came too late" if late else "we have your appeal"
    first = "It was not taken, but it is on record." if late else "An appeal officer with no part before takes it up."
    notify(
        to=people_with(appeal.provider, *TOLD),
        subject=f"{appeal.reference}: {news}",
        lines=[first, "The receipt is attached."],
        url=reverse("appeals:detail", args=[appeal.reference]),
        at=at,
        files=[appeal.receipt],
    )
    return appeal


@service
def send_letter(*, appeal: Appeal, at: datetime) -> Appeal:
    """Keep the letter of what was decided and tell the provider’s people, once."""
    appeal = locked(appeal)
    if appeal.letter_id is not None:
        return appeal
    appeal.letter_template = _words(appeal).version
    appeal.letter = _kept(appeal, "letter", letter_data(appeal), appeal.closed_at, at)
    appeal.save(update_fields=["letter", "letter_template"])
    record("appeal.letter_made", subject=appeal, actor=None, organization=the_agency(), at=at)
    notify(
        to=people_with(appeal.provider, *TOLD),
        subject=f"{appeal.reference}: the department has decided on your appeal",
        lines=["Sign in to read the decision and its reasons. You read it before it is public."],
        url=reverse("appeals:detail", args=[appeal.reference]),
        at=at,
    )
    return appeal


def receipt_data(appeal: Appeal) -> dict[str, Any]:
    """The receipt as data for its template."""
    zone = _zone(appeal)
    if appeal.state == AppealState.LATE:
        steps = [
            "The time to appeal was over, so the appeal was not taken. This receipt keeps what you sent on record."
        ]
    else:
        steps = [f"By {instant_words(appeal.decide_by, zone)}: an appeal officer decides. You are told at once."]
    names = [f"{each.name}, sha256 {each.sha256}" for each in files_of(appeal) if not each.is_generated]
    sections = [{"heading": "What happens next", "paragraphs": steps}]
    if names:
        sections.append({"heading": "Files that came with it", "paragraphs": names})
    return {
        "sender": str(the_agency() or "The department"),
        "reference": appeal.reference,
        "title": "Your appeal came too late" if appeal.state == AppealState.LATE else "We have your appeal",
        "facts": [
            ["Against decision", appeal.determination.reference],
            ["Model", appeal.determination.model.name],
            ["Provider", appeal.provider.name],
            ["Filed by", str(appeal.filed_by)],
            ["Received", instant_words(appeal.created_at, zone)],
            ["Time to appeal ended" if appeal.state == AppealState.LATE else "Time to appeal ends",
             instant_words(appeal.file_by, zone)],
            ["Record book at that moment", appeal.audit_head],
        ],
        "sections": sections,
        "hash": appeal.filed_sha256,
        "hash_title": "How to recognize what you sent",
    }  # fmt: skip


def letter_data(appeal: Appeal) -> dict[str, Any]:
    """The letter as data for its template."""
    zone, before, provider = _zone(appeal), appeal.determination, appeal.provider
    place = f"{provider.city}, {provider.region} {provider.postal_code}".strip(" ,")
    words, places = _words(appeal), _places(appeal)
    facts = [
        ["Provider", provider.name],
        ["Model", before.model.name],
        ["Decision appealed", f"{before.reference}, {before.outcome.lower()}"],
        ["Filed", instant_words(appeal.created_at, zone)],
        ["Decided", instant_words(appeal.closed_at, zone)],
        ["Public from", instant_words(appeal.public_at, zone)],
    ]
    if appeal.result:
        facts.insert(3, ["New decision", f"{appeal.result.reference}, {appeal.result.outcome.lower()}"])
    return {
        "sender": str(the_agency() or "The department"),
        "to": [line for line in (provider.name, provider.address_line, place) if line],
        "reference": f"{appeal.reference}, against {before.reference}",
        "title": f"Decision on your appeal about {before.model.name}",
        "date": day_words(local_day(appeal.closed_at, zone)),
        "paragraphs": filled(words.opening, places),
        "facts": facts,
        "sections": [
            {"heading": "Reasons", "paragraphs": _paragraphs(appeal.reason)},
            {"heading": "What you held against the decision", "paragraphs": _paragraphs(appeal.grounds)},
        ],
        "closing": [*filled(words.closing, places), str(appeal.decided_by)],
        "hash": appeal.sha256,
        "hash_title": "How to recognize this decision",
    }


def _words(appeal: Appeal) -> LetterWords:
    """The words of its kind of letter: of the version that it was made with, once it was."""
    kind = LetterKind.APPEAL_GRANTED if appeal.result else LetterKind.APPEAL_DISMISSED
    return words_of(kind, appeal.letter_template)


def _places(appeal: Appeal) -> dict[str, str]:
    before = appeal.determination
    return {
        "provider": appeal.provider.name,
        "model": before.model.name,
        "about": appeal.reference,
        "decision": appeal.result.reference if appeal.result else "",
        "decision_before": before.reference,
        "agency": str(the_agency() or "The department"),
    }


def _kept(appeal: Appeal, template: str, data: dict[str, Any], made_at: datetime, at: datetime) -> StoredFile:
    words = "decision" if template == "letter" else template
    return store_generated(
        content=render_pdf(template=template, data=data, made_at=made_at),
        name=f"{appeal.reference} {words}.pdf",
        content_type="application/pdf",
        subject=appeal,
        organization=the_agency(),
        at=at,
    )


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _zone(appeal: Appeal) -> str:
    return appeal.determination.policy_version.rules.calendar.zone
