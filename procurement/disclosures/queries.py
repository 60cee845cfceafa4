"""What is claimed in an application, whether it is signed for, and which public copies there are."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from marketplace.access.permissions import twin_of
from marketplace.organizations.queries import the_agency
from procurement.applicationforms.questions import Question, Section
from procurement.applications.models import Application
from procurement.applications.queries import for_staff, own, typed_answers
from procurement.attachments.models import AttachedDocument
from procurement.attachments.queries import attached_now
from procurement.disclosures.grounds import never_of_document, never_of_section
from procurement.disclosures.models import ConfidentialityClaim, ConfidentialityStatement, PublicCopy
from procurement.disclosures.permissions import RELEASE, SIGN
from procurement.disclosures.redacting import KEY
from procurement.disclosures.statements import Claimed, Statement, statement_of

twin_of(SIGN)(own)
twin_of(RELEASE)(for_staff)


@dataclass(frozen=True, slots=True)
class Claimable:
    """One part of an application: an answer or a document, its claim if there is one, why it never can be claimed."""

    key: str
    place: str
    heading: str
    label: str
    never: str
    claim: ConfidentialityClaim | None
    section: str = ""
    question: str = ""
    attached: AttachedDocument | None = None


def claims_of(application: Application) -> list[ConfidentialityClaim]:
    """Every claim in the order in which its part stands in the application. What was taken off claims nothing."""
    return [part.claim for part in claimable_parts(application) if part.claim]


def claimable_parts(application: Application) -> list[Claimable]:
    """Every answer that was given, and every attached document, in order."""
    claims = list(application.confidentiality_claims.all())
    on_answers = {(claim.section, claim.question): claim for claim in claims if claim.attached_id is None}
    on_papers = {claim.attached_id: claim for claim in claims if claim.attached_id is not None}
    return [*_answers(application, on_answers), *_papers(application, on_papers)]


def never_in(section: Section) -> str:
    """Why nothing of a section can be claimed; empty where it can."""
    kinds = {question.kind for question in section.questions}
    return never_of_section(kinds=kinds, panel=section.panel, criteria=section.criteria)


def _answers(application: Application, claims: dict[tuple[str, str], ConfidentialityClaim]) -> Iterator[Claimable]:
    typed = typed_answers(application)
    for section in application.round.definition.sections:
        given, never = typed.get(section.key, {}), never_in(section)
        for question in section.questions:
            if question.kind != "attestation" and question.shown(given.get(question.key)):
                yield Claimable(
                    key=f"{section.key}.{question.key}",
                    place=place_of(section, question),
                    heading=section.title,
                    label=question.label,
                    never=never,
                    claim=claims.get((section.key, question.key)),
                    section=section.key,
                    question=question.key,
                )


def _papers(application: Application, claims: dict[int, ConfidentialityClaim]) -> Iterator[Claimable]:
    sections = {section.key: section for section in application.round.definition.sections}
    for row in attached_now(application):
        section = sections.get(row.section)
        yield Claimable(
            key=f"document.{row.document.reference}",
            place=f"Attached document, {row.document.title}",
            heading="Attached documents",
            label=row.document.title,
            never=never_of_document(row.document.kind) or (never_in(section) if section else ""),
            claim=claims.get(row.pk),
            attached=row,
        )


def place_of(section: Section, question: Question) -> str:
    """Where an answer stands, in words."""
    return f"{section.title}, “{question.label}”"


def statement_for(application: Application, parts: Sequence[Claimable] | None = None) -> Statement:
    """The words to be signed for the claims as they stand now; `parts` are all of its parts, where they are at hand."""
    parts = [part for part in (claimable_parts(application) if parts is None else parts) if part.claim]
    return statement_of(
        application=application.reference,
        provider=application.provider.name,
        agency=str(the_agency() or "the department"),
        claims=[Claimed(part.place, part.claim.ground, part.claim.reason) for part in parts],
    )


def valid_statement(
    application: Application, parts: Sequence[Claimable] | None = None
) -> ConfidentialityStatement | None:
    """The latest statement that was signed for exactly the claims as they stand now; `parts` as in `statement_for`."""
    text = statement_for(application, parts).as_text()
    return next((one for one in application.confidentiality_statements.all() if one.text == text), None)


def sent_confidentiality(application: Application) -> dict[str, Any]:
    """The claims and the statement that were sent last, as they were frozen; nothing where nothing was sent."""
    return json.loads(application.canonical_text or "{}").get(KEY, {})


def sent_statement(application: Application) -> ConfidentialityStatement | None:
    """The statement that was sent last."""
    sent = sent_confidentiality(application).get("statement")
    rows = application.confidentiality_statements.select_related("file", "signed_by")
    return rows.filter(sha256=sent["sha256"], signed_at=sent["signed_at"]).first() if sent else None


def copy_of(application: Application) -> PublicCopy | None:
    """The public copy of what was sent last."""
    return application.public_copies.select_related("file").filter(source_sha256=application.sha256).first()


def released() -> QuerySet[Application]:
    """The applications of which everyone may have the public copy."""
    return Application.objects.filter(public_copies__released_at__isnull=False).select_related(
        "round", "provider", "model", "subject"
    )


def released_copies() -> QuerySet[PublicCopy]:
    """The public copies that everyone may have."""
    rows = PublicCopy.objects.filter(released_at__isnull=False)
    return rows.select_related("application__provider", "application__model", "application__round", "file")


def claims_without_signature(applications: QuerySet[Application]) -> list[Application]:
    """Those of these applications, drafts or with something missing, whose claims nobody has signed for."""
    rows = applications.filter(confidentiality_claims__isnull=False).distinct()
    rows = rows.select_related("round", "provider", "model").prefetch_related(
        "confidentiality_claims", "confidentiality_statements"
    )
    return [application for application in rows if valid_statement(application) is None]
