"""An application as an archive for its owner."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import Any, BinaryIO

from marketplace.documents.canonical import canonical_json
from marketplace.documents.models import StoredFile
from marketplace.documents.queries import files_of
from procurement.applications.models import Application
from procurement.applications.queries import typed_answers
from procurement.attachments.models import AttachedDocument
from procurement.attachments.queries import attached_to
from procurement.disclosures.queries import claimable_parts
from procurement.transfers.archives import DATA, SENT, path_of, write_archive


def archive_of(application: Application, *, at: datetime) -> BinaryIO:
    """The whole application in a file that is gone once it is closed; it stands at its beginning."""
    attached = list(attached_to(application))
    stream = TemporaryFile()  # noqa: SIM115, as the answer that carries it closes it
    texts = {DATA: canonical_json(portable_data(application, attached))}
    if application.canonical_text:
        texts[SENT] = application.canonical_text
    about = {"application": application.reference, "sha256": application.sha256, "exported_at": at.isoformat()}
    write_archive(stream, texts=texts, files=_files(application, attached), about=about)
    stream.seek(0)
    return stream


def portable_data(application: Application, attached: list[AttachedDocument]) -> dict[str, Any]:
    """What another instance needs to make a draft of it: answers as typed, goals, documents, claims."""
    sections = application.round.definition.sections
    return {
        "application": application.reference,
        "round": {"reference": application.round.reference, "title": application.round.title},
        "state": application.state,
        "provider": application.provider.name,
        "model": {"reference": application.model.reference, "name": application.model.name},
        "tier_asked": application.tier_asked,
        "submitted_at": application.submitted_at,
        "sha256": application.sha256,
        "answers": typed_answers(application),
        "questions": {section.key: {each.key: each.label for each in section.questions} for section in sections},
        "commitments": [
            {
                "goal": row.goal,
                "measure": row.measure.key if row.measure else "",
                "measure_name": row.measure.name if row.measure else "",
                "statistic": row.statistic,
                "target": row.target,
                "due_on": row.due_on,
            }
            for row in application.commitments.select_related("measure")
        ],
        "documents": [
            {
                "document": row.document.reference,
                "title": row.document.title,
                "kind": row.document.kind,
                "section": row.section,
                "issued_on": row.version.issued_on,
                "expires_on": row.version.expires_on,
                "path": path_of("documents", number, row.version.file.name),
            }
            for number, row in enumerate(attached, start=1)
        ],
        "claims": [
            {
                "section": part.section,
                "question": part.question,
                "document": part.attached.document.reference if part.attached else "",
                "ground": part.claim.ground,
                "reason": part.claim.reason,
            }
            for part in claimable_parts(application)
            if part.claim
        ],
    }


def _files(application: Application, attached: list[AttachedDocument]) -> Iterator[tuple[str, BinaryIO]]:
    for number, row in enumerate(attached, start=1):
        yield from _opened(path_of("documents", number, row.version.file.name), row.file or row.version.file)
    made = files_of(application).filter(is_generated=True)
    for number, stored in enumerate(made, start=1):
        yield from _opened(path_of("papers", number, stored.name), stored)


def _opened(path: str, stored: StoredFile) -> Iterator[tuple[str, BinaryIO]]:
    with stored.file.open("rb") as content:
        yield path, content
