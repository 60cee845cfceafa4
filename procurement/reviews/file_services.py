"""Writing what reviewers have of a review of which something is hidden: its files, and words that look like a name."""

from __future__ import annotations

from collections.abc import Iterable
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
from procurement.reviews.queries import blindable_files, decisions_on_files, spellings_found

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
    _require_open(subject)
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


@service
def confirm_names(*, subject: ReviewSubject, not_names: Iterable[str], actor: Any, at: datetime) -> ReviewSubject:
    """Say which of the words that are hidden as other spellings of a name are none; reviewers read those. Everything
    else stays hidden. Said again, the later word counts.

    Raises Refused where nothing is hidden or the review is closed; ValidationError for words that are not among them.
    """
    SHOW_FILES.check(actor, subject)
    subject = locked(subject)
    _require_open(subject)
    chosen = sorted(set(not_names))
    if not set(chosen) <= set(spellings_found(subject)):
        raise ValidationError({"not_names": "Choose from the words that are hidden."})
    subject.not_names, subject.names_confirmed_at, subject.names_confirmed_by = chosen, at, actor
    subject.save(update_fields=["not_names", "names_confirmed_at", "names_confirmed_by"])
    payload = {"shown_again": len(chosen)}
    record(
        "review_subject.names_confirmed", subject=subject, actor=actor, organization=the_agency(), at=at,
        payload=payload,
    )  # fmt: skip
    return subject


def _require_open(subject: ReviewSubject) -> None:
    if subject.is_closed:
        raise Refused("This review is closed, so nobody reads it any more.")
    if not subject.hidden:
        raise Refused("Nothing is hidden in this review, so its reviewers have all of it.")


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
