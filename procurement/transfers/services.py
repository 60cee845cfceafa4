"""Bringing an application in from an archive, as a draft: whole, or not at all."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from marketplace.access.permissions import NotVisible
from marketplace.audit.services import record
from marketplace.clocks.calendar import local_day
from marketplace.documents.services import SIZE_LIMIT_BYTES
from marketplace.evidence.models import Measure
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import service
from marketplace.locker.kinds import BY_KEY as KINDS
from marketplace.locker.models import DocumentVersion
from marketplace.locker.queries import locker_versions_of
from marketplace.locker.services import add_document, expired_words
from marketplace.products.models import LearningModel
from marketplace.products.vocabulary import Tier
from procurement.applications.models import Application
from procurement.applications.services import save_commitment, save_section, start_application
from procurement.applications.services.drafting import GoalInput
from procurement.attachments.services import attach_document
from procurement.disclosures.services import claim_part
from procurement.rounds.models import Round
from procurement.transfers.archives import Unreadable, read_archive
from procurement.transfers.models import ApplicationImport
from procurement.transfers.reading import GoalRead, Paper, Read, read_application

OTHER = "other"


@service
def import_application(
    *, asked: Round, model: LearningModel, upload: Any, actor: Any, at: datetime
) -> ApplicationImport:
    """Begin a draft for one's own model in an open round with all that an archive holds and this round asks.

    What is not asked here is left out and named. Documents are kept with the provider's own. Raises ValidationError on
    `upload` for an archive that cannot be read or that holds a file that is not accepted, and what
    ``start_application`` raises; then nothing is brought in.
    """
    if upload.size > SIZE_LIMIT_BYTES:
        limit = SIZE_LIMIT_BYTES // (1024 * 1024)
        raise ValidationError({"upload": f"This archive is larger than {limit} MB, which is the most that is taken."})
    try:
        archive = read_archive(upload.file)
    except Unreadable as refusal:
        raise ValidationError({"upload": str(refusal)})
    found = read_application(archive.data, asked.definition)
    tier = found.tier_asked if found.tier_asked in Tier.values else str(Tier.EARLY_STAGE)
    application = start_application(asked=asked, model=model, tier_asked=tier, actor=actor, at=at)
    left_out = list(found.left_out)
    for key, answers in found.answers.items():
        save_section(application=application, key=key, answers=answers, edition=0, actor=actor, at=at)
    for goal in found.goals:
        _bring_goal(application, goal, left_out, actor, at)
    kept = {paper.key: _bring_paper(application, paper, archive.files, left_out, actor, at) for paper in found.papers}
    _bring_claims(application, found, kept, left_out, actor, at)
    upload.file.seek(0)
    brought = ApplicationImport.objects.create(
        application=application,
        source_reference=found.reference,
        archive_sha256=hashlib.file_digest(upload.file, "sha256").hexdigest(),
        left_out=left_out,
        imported_by=actor,
        imported_at=at,
    )
    payload = {"from": found.reference, "sha256": brought.archive_sha256, "left_out": len(left_out)}
    record(
        "application.imported",
        subject=application,
        actor=actor,
        organization=application.provider,
        at=at,
        payload=payload,
    )
    return brought


def _bring_goal(application: Application, goal: GoalRead, left_out: list[str], actor: Any, at: datetime) -> None:
    measure = Measure.objects.filter(key=goal.measure).exclude(source="wwc").first() if goal.measure else None
    if goal.measure and measure is None:
        left_out.append(f"The measure “{goal.measure}” of a goal is not in the registry here.")
    values = GoalInput(
        goal=goal.goal, measure=measure, statistic=goal.statistic, target=goal.target, due_on=goal.due_on
    )
    try:
        save_commitment(application=application, commitment=None, values=values, actor=actor, at=at)
    except ValidationError as refusal:
        left_out.append(f"The goal “{goal.goal[:80]}” was left out: {' '.join(refusal.messages)}")


def _bring_paper(
    application: Application, paper: Paper, files: Any, left_out: list[str], actor: Any, at: datetime
) -> DocumentVersion | None:
    content = files.get(paper.path)
    if content is None:
        left_out.append(f"The document “{paper.title}” is not in the archive.")
        return None
    version = _kept_version(application, paper, content, actor, at)
    today = local_day(at, application.round.zone)
    if words := expired_words(version, today=today):
        left_out.append(f"{words} It is among your documents.")
        return None
    section = paper.section if application.round.definition.section(paper.section) else ""
    attach_document(application=application, version=version, section=section, actor=actor, at=at)
    return version


def _kept_version(application: Application, paper: Paper, content: bytes, actor: Any, at: datetime) -> DocumentVersion:
    """The same file where the provider keeps it already; else a new document under a free title."""
    provider, sha256 = application.provider, hashlib.sha256(content).hexdigest()
    same = locker_versions_of(provider).filter(file__sha256=sha256).first()
    if same:
        return same
    kind, last_day = (paper.kind if paper.kind in KINDS else OTHER), _last_day(paper)
    if KINDS[kind].must_expire and last_day is None:
        kind = OTHER
    taken = set(provider.locker_documents.filter(kind=kind).values_list("title", flat=True))
    titles = (paper.title, *(f"{paper.title[:105]} ({number})" for number in range(2, 200)))
    document = add_document(
        organization=provider,
        kind=kind,
        title=next(title for title in titles if title not in taken),
        upload=SimpleUploadedFile(paper.path.rpartition("/")[2], content),
        issued_on=paper.issued_on,
        expires_on=last_day,
        actor=actor,
        at=at,
    )
    return document.versions.get()


def _last_day(paper: Paper) -> date | None:
    if paper.issued_on and paper.expires_on and paper.expires_on <= paper.issued_on:
        return None
    return paper.expires_on


def _bring_claims(
    application: Application,
    found: Read,
    kept: dict[str, DocumentVersion | None],
    left_out: list[str],
    actor: Any,
    at: datetime,
) -> None:
    for claim in found.claims:
        version = kept.get(claim.document)
        part = claim.part or (f"document.{version.document.reference}" if version else "")
        try:
            claim_part(application=application, part=part, ground=claim.ground, reason=claim.reason, actor=actor, at=at)
        except (Refused, NotVisible, ValidationError):
            left_out.append(f"The claim of confidentiality on “{part or claim.document}” cannot be made here.")
