"""Writing which files reviewers have of a review of which something is hidden."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File

from marketplace.audit.services import record
from marketplace.documents.models import StoredFile
from marketplace.documents.services import store_upload
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.reviews import signals
from procurement.reviews.models import BlindedFile, ReviewSubject
from procurement.reviews.permissions import SHOW_FILES
from procurement.reviews.queries import blindable_files, decisions_on_files

AS_IT_IS, COPY, HIDDEN = "as_it_is", "copy", "hidden"
CHOICES = (
    (AS_IT_IS, "Let reviewers have it: it shows no name"),
    (COPY, "Let reviewers have a copy without names"),
    (HIDDEN, "Keep it hidden"),
)


@service
def decide_on_file(
    *,
    subject: ReviewSubject,
    source: StoredFile,
    choice: str,
    copy: Any = None,
    is_checked: bool = False,
    actor: Any,
    at: datetime,
) -> BlindedFile:
    """Say what reviewers have in the place of a file of a review of which something is hidden: itself, a copy without
    names, or nothing. They have it under a name that tells nothing, and those who are scoring hear of it.

    Raises Refused where nothing is hidden or the review is closed; ValidationError for a file of another review,
    without a copy where one is chosen, or where nobody says that it was looked through.
    """
    SHOW_FILES.check(actor, subject)
    subject = locked(subject)
    if subject.is_closed:
        raise Refused("This review is closed, so nobody reads its files any more.")
    if not subject.hidden:
        raise Refused("Nothing is hidden in this review, so its reviewers have every file.")
    every = blindable_files(subject)
    if source not in every:
        raise ValidationError({"source": "Choose one of the files that came with the application."})
    _check(choice, copy, is_checked)
    earlier = decisions_on_files(subject).get(source.pk)
    if earlier is not None:
        earlier.ended_at = at
        earlier.save(update_fields=["ended_at"])
    decided = BlindedFile.objects.create(subject=subject, source=source, decided_by=actor, decided_at=at)
    if choice != HIDDEN:
        decided.shown = _kept(decided, every.index(source) + 1, copy if choice == COPY else None, actor, at)
        decided.save(update_fields=["shown"])
    event = "review_subject.file_kept" if choice == HIDDEN else "review_subject.file_shown"
    payload = {"sha256": source.sha256}
    record(event, subject=subject, actor=actor, organization=the_agency(), at=at, payload=payload)
    if choice != HIDDEN:
        signals.file_shown.send(sender=ReviewSubject, subject=subject, at=at)
    return decided


def _check(choice: str, copy: Any, is_checked: bool) -> None:
    faults = {}
    if choice not in dict(CHOICES):
        faults["choice"] = "Choose one of the three."
    if choice == COPY and not copy:
        faults["copy"] = "Choose the copy without names."
    if choice in (AS_IT_IS, COPY) and not is_checked:
        faults["is_checked"] = "Look through all of it first, then tick this."
    if faults:
        raise ValidationError(faults)


def _kept(decided: BlindedFile, number: int, copy: Any, actor: Any, at: datetime) -> StoredFile:
    upload = copy or File(decided.source.file.open("rb"))
    suffix = PurePath((copy or decided.source).name).suffix
    upload.name = f"{decided.subject.reference} file {number}{suffix}"
    return store_upload(upload=upload, subject=decided, organization=the_agency(), actor=actor, at=at, field="copy")
