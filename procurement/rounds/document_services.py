"""Documents to read with a round: free in a draft; in a published round each change is an amendment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.documents.services import store_upload
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from procurement.rounds.amending import Change
from procurement.rounds.amendment_services import amended, checked_reason, earliest_closing, require_amendable
from procurement.rounds.models import Round, RoundDocument
from procurement.rounds.permissions import AMEND, EDIT
from procurement.rounds.queries import documents_of
from procurement.rounds.services import document_values, pin_clocks
from procurement.rounds.transitions import RoundState

DOCUMENTS_MAX = 20
NONE = "None"


@service
def add_round_document(
    *,
    asked: Round,
    title: str,
    upload: Any,
    replaces: RoundDocument | None = None,
    reason: str = "",
    actor: Any,
    at: datetime,
    seen: str | None = None,
) -> RoundDocument:
    """Add a document to a round, or put it in the place of another.

    In a published round that is an amendment: with a reason, with the time that the policy gives everyone, told to
    everyone who began an application; what was replaced stays public. Raises ValidationError for a title that is
    missing or taken and for a file that ``store_upload`` does not take; Stale where others stand than were seen.
    """
    is_draft = asked.state == RoundState.DRAFT
    (EDIT if is_draft else AMEND).check(actor, asked)
    asked = locked(asked)
    is_draft = asked.state == RoundState.DRAFT
    require_fresh(seen=seen, now=document_values(asked))
    title, before = title.strip(), _titles(asked)
    _check(asked, title, replaces)
    if not is_draft:
        require_amendable(asked, at)
        reason = checked_reason(reason)
    if replaces is not None:
        _take_away(replaces, is_draft, at)
    agency = the_agency()
    stored = store_upload(upload=upload, subject=asked, organization=agency, actor=actor, at=at, field="upload")
    added = RoundDocument.objects.create(
        round=asked, title=title, file=stored, added_by=actor, added_at=at, public_at=None if is_draft else at
    )
    if is_draft:
        record("round.document_added", subject=asked, actor=actor, organization=agency, at=at, payload={"title": title})
    else:
        _amended(asked, before, reason, actor, at)
    return added


@service
def remove_round_document(*, document: RoundDocument, actor: Any, at: datetime) -> Round:
    """Take a document off a draft. What was published is replaced, never taken away."""
    EDIT.check(actor, document.round)
    asked = locked(document.round)
    if asked.state != RoundState.DRAFT:
        raise Refused("This round is published. A document can be replaced by an amendment, not taken away.")
    gone = documents_of(asked).filter(pk=document.pk).first()
    if gone:
        gone.delete()
        payload = {"title": gone.title}
        record("round.document_removed", subject=asked, actor=actor, organization=the_agency(), at=at, payload=payload)
    return asked


def _check(asked: Round, title: str, replaces: RoundDocument | None) -> None:
    others = documents_of(asked)
    if replaces is not None:
        if replaces.round_id != asked.pk or replaces.replaced_at is not None:
            raise ValidationError({"replaces": "Choose one of the documents that stand now."})
        others = others.exclude(pk=replaces.pk)
    if not title:
        raise ValidationError({"title": "Give it a title, such as “Model contract”."})
    if others.filter(title=title).exists():
        raise ValidationError({"title": f"“{title}” is there already. Say that this one replaces it."})
    if others.count() >= DOCUMENTS_MAX:
        raise Refused(f"A round has at most {DOCUMENTS_MAX} documents.")


def _take_away(replaced: RoundDocument, is_draft: bool, at: datetime) -> None:
    if is_draft:
        replaced.delete()
    else:
        replaced.replaced_at = at
        replaced.save(update_fields=["replaced_at"])


def _amended(asked: Round, before: str, reason: str, actor: Any, at: datetime) -> None:
    closes_before, asked.closes_at = asked.closes_at, earliest_closing(asked=asked)
    pin_clocks(asked)
    changes = [Change("documents", "Documents to read", before, _titles(asked))]
    amended(asked=asked, changes=changes, closes_before=closes_before, reason=reason, actor=actor, at=at)


def _titles(asked: Round) -> str:
    """The documents in words, each told apart from another of the same title by its file's hash."""
    return "; ".join(f"{each.title} ({each.file.sha256[:8]})" for each in documents_of(asked)) or NONE
