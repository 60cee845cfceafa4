"""The letter of a decision: what it says, typeset once and kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.audit.services import record
from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import day_words, instant_words
from marketplace.documents.pdf import render_pdf
from marketplace.documents.services import store_generated
from marketplace.lifecycles.services import locked, service
from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from marketplace.products.tier_names import tier_phrase
from marketplace.products.vocabulary import GradeBand, Service, Subject
from procurement.designations.models import Determination, DeterminationKind
from procurement.lettertemplates.models import LetterKind
from procurement.lettertemplates.queries import LetterWords, words_of
from procurement.lettertemplates.words import filled
from procurement.reviews.models import NOT_APPLICABLE


@service
def make_letter(*, determination: Determination, at: datetime) -> Determination:
    """Typeset the letter of an issued decision and keep it with the record; a second call changes nothing."""
    determination = locked(determination)
    if determination.letter_id is None:
        determination.letter_template = _words(determination).version
        pdf = render_pdf(template="letter", data=letter_data(determination), made_at=determination.issued_at)
        determination.letter = store_generated(
            content=pdf,
            name=f"{determination.reference} decision.pdf",
            content_type="application/pdf",
            subject=determination,
            organization=the_agency(),
            at=at,
        )
        determination.save(update_fields=["letter", "letter_template"])
        record("determination.letter_made", subject=determination, actor=None, organization=the_agency(), at=at)
    return determination


@service
def tell_provider(*, determination: Determination, at: datetime) -> None:
    """Keep the letter and tell the provider’s people, once, in one transaction."""
    if determination.letter_id is not None:
        return
    determination = make_letter(determination=determination, at=at)
    notify(
        to=people_with(determination.provider, Role.OWNER, Role.AUTHOR, Role.SIGNATORY),
        subject=f"{determination.reference}: the department has decided on {determination.source_reference}",
        lines=["Sign in to read the decision and its reasons. You read it before it is public."],
        url=reverse("designations:own", args=[determination.reference]),
        at=at,
    )


def letter_data(determination: Determination) -> dict[str, Any]:
    """The letter as data for its template."""
    zone = determination.policy_version.rules.calendar.zone
    provider = determination.provider
    place = f"{provider.city}, {provider.region} {provider.postal_code}".strip(" ,")
    return {
        "sender": str(the_agency() or "The department"),
        "to": [line for line in (provider.name, provider.address_line, place) if line],
        "reference": f"{determination.reference}, about {determination.source_reference}",
        "title": f"Decision on {determination.model.name}",
        "date": day_words(local_day(determination.issued_at, zone)),
        "paragraphs": _opening(determination),
        "facts": _facts(determination, zone),
        "sections": _sections(determination),
        "closing": [*filled(_words(determination).closing, _places(determination)), str(determination.issued_by)],
        "hash": determination.sha256,
        "hash_title": "How to recognize this decision",
    }


def scope_in_words(scope: list[list[str]]) -> list[str]:
    """Each row of a scope as people read it."""
    return [f"{Subject(s).label}, {GradeBand(g).label}, {Service(v).label.lower()}" for s, g, v in scope]


def _opening(determination: Determination) -> list[str]:
    words = filled(_words(determination).opening, _places(determination))
    return [*words, *_own_words(determination)]


def _words(determination: Determination) -> LetterWords:
    """The words of its kind of letter: of the version that it was made with, once it was."""
    return words_of(_kind(determination), determination.letter_template)


def _kind(determination: Determination) -> str:
    if not determination.tier:
        return LetterKind.DECLINED
    if determination.kind == DeterminationKind.APPEAL:
        return LetterKind.APPROVED_ON_APPEAL
    asked = determination.tier_asked
    return LetterKind.APPROVED_LOWER if asked and asked != determination.tier else LetterKind.APPROVED


def _places(determination: Determination) -> dict[str, str]:
    return {
        "provider": determination.provider.name,
        "model": determination.model.name,
        "decision": determination.reference,
        "about": determination.source_reference,
        "tier": tier_phrase(determination.tier, determination.policy_version_id),
        "tier_asked": tier_phrase(determination.tier_asked, determination.policy_version_id),
        "policy": str(determination.policy_version.number),
        "agency": str(the_agency() or "The department"),
    }


def _own_words(determination: Determination) -> list[str]:
    return [determination.decision_reason] if determination.decision_reason else []


def _facts(determination: Determination, zone: str) -> list[list[str]]:
    facts = [
        ["Provider", determination.provider.name],
        ["Model", f"{determination.model.name}, version {determination.model_version.number}"],
        ["Policy", f"Version {determination.policy_version.number}"],
        ["Issued", instant_words(determination.issued_at, zone)],
        ["Public from", instant_words(determination.public_at, zone)],
    ]
    designation = getattr(determination, "designation", None)
    if designation:
        facts.append(["In force until", instant_words(designation.term_ends_at, zone)])
    return facts


def _sections(determination: Determination) -> list[dict[str, Any]]:
    sections = []
    if determination.reasons:
        rows = [[row["criterion"], _score_words(row), row["reason"]] for row in determination.reasons]
        table = {"head": ["Criterion", "Score", "Reason"], "rows": rows, "right": [1], "widths": [3, 1, 6]}
        sections.append({"heading": "Reasons", "table": table})
    if determination.summary:
        sections.append({"heading": "Strengths and weaknesses", "paragraphs": [determination.summary]})
    limits = determination.evidence.get("reasons", [])
    if limits:
        sections.append({"heading": "What set the limit", "paragraphs": limits})
    if determination.exception:
        sections.append({"heading": "Why an exception was made", "paragraphs": determination.exception.splitlines()})
    if determination.tier:
        sections.append({"heading": "What the approval covers", "paragraphs": scope_in_words(determination.scope)})
    if determination.conditions:
        sections.append({"heading": "Conditions", "paragraphs": [determination.conditions]})
    return sections


def _score_words(row: dict[str, Any]) -> str:
    if row.get("not_applicable"):
        return NOT_APPLICABLE
    return "–" if row.get("score") is None else str(row["score"])
