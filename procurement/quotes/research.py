"""Market research beside a request: handed down as a snapshot by whoever keeps it, and never shown to the provider."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marketplace.audit.services import record
from marketplace.documents.models import StoredFile
from marketplace.lifecycles.errors import IllegalMove
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.models import Organization
from marketplace.products.models import LearningModel
from procurement.quotes.models import PilotRequest, RequestResearch
from procurement.quotes.permissions import EDIT
from procurement.quotes.transitions import PilotRequestState


@dataclass(frozen=True, slots=True, kw_only=True)
class Research:
    """A market research record as it is handed down, with whose it is, the hash of its data and its PDF."""

    organization: Organization
    reference: str
    title: str
    sha256: str
    pdf: StoredFile
    frozen_at: datetime


Finder = Callable[[Collection[Organization], LearningModel], list[Research]]
_finders: list[Finder] = []


def research_source(finder: Finder) -> Finder:
    """Whoever keeps market research records says here which of these organizations hold a model, the newest first."""
    _finders.append(finder)
    return finder


def research_on(model: LearningModel, organizations: Collection[Organization]) -> list[Research]:
    """The market research records of these organizations that hold the model, the newest first."""
    return [found for finder in _finders for found in finder(organizations, model)]


@service
def attach_research(*, request: PilotRequest, research: Research, actor: Any, at: datetime) -> RequestResearch:
    """Put the district's own market research record beside its request. Twice is once; nothing takes it away.

    The caller has checked that the record is the district's. Raises IllegalMove where the request has ended.
    """
    EDIT.check(actor, request)
    request = locked(request)
    known = request.research.filter(reference=research.reference).first()
    if known:
        return known
    if request.state == PilotRequestState.ENDED:
        raise IllegalMove(f"{request.reference} is “Ended”, so nothing is put beside it any more.")
    kept = RequestResearch.objects.create(
        request=request,
        reference=research.reference,
        title=research.title,
        sha256=research.sha256,
        pdf=research.pdf,
        frozen_at=research.frozen_at,
        attached_by=actor,
        attached_at=at,
    )
    payload = {"request": request.reference, "sha256": research.sha256}
    record("request_research.attached", subject=kept, actor=actor, organization=request.buyer, at=at, payload=payload)
    return kept
