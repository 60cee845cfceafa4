"""Freezing a list: everything that stood then is written down once, as data and as a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from marketplace.access.permissions import NotVisible
from marketplace.audit.queries import head_hash
from marketplace.documents.canonical import canonical_json, sha256_of
from marketplace.documents.pdf import render_pdf
from marketplace.documents.services import store_generated
from marketplace.lifecycles.errors import IllegalMove, Refused
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import service
from procurement.policy.queries import policy_in_force
from procurement.quotes.models import PilotRequest, RequestResearch
from procurement.quotes.research import attach_research
from search.shortlists.changes import BARRED
from search.shortlists.facts import shown_of
from search.shortlists.models import ResearchRecord, Shortlist, ShortlistNote
from search.shortlists.papers import paper_of
from search.shortlists.permissions import EDIT, FREEZE
from search.shortlists.queries import handed_down, items_of, notes_of
from search.shortlists.record import record_of
from search.shortlists.searches import searches_of
from search.shortlists.services.lists import opened
from search.shortlists.transitions import SHORTLIST

LOOK_AGAIN = "Look it over, and freeze it then."


@service
def freeze_shortlist(
    *, shortlist: Shortlist, with_notes: bool, actor: Any, at: datetime, seen: str | None = None
) -> ResearchRecord:
    """Make the list the organization's market research record, which nothing changes afterwards.

    Pinned are the models with version, tier, decision, price, evidence and standing; each search that found one, run
    again at this instant, with its counts and first results; the policy in force; and, `with_notes`, what members
    noted. Raises Refused for an empty list, and where a model cannot be shortlisted any more (naming it); Stale where
    a colleague changed the list since it was looked over; IllegalMove where it is frozen.
    """
    FREEZE.check(actor, shortlist)
    shortlist = opened(shortlist, actor)
    items, notes = list(items_of(shortlist)), list(notes_of(shortlist))
    shown = shown_of([item.model for item in items], at, with_hashes=True)
    names = [shown[item.model_id].name for item in items]
    require_fresh(seen=seen, now=freeze_values(shortlist, names, notes), advice=LOOK_AGAIN)
    if not items:
        raise Refused("There is no model on this shortlist. Add at least one before you freeze it.")
    barred = [shown[item.model_id] for item in items if shown[item.model_id].standing in BARRED]
    if barred:
        words = "; ".join(f"{each.name} ({BARRED[each.standing]})" for each in barred)
        raise Refused(f"These cannot be shortlisted for purchase any more: {words}. Take them off, then freeze.")
    policy = policy_in_force(at)
    data = record_of(
        shortlist=shortlist,
        items=items,
        shown=shown,
        notes=notes if with_notes else None,
        searches=searches_of(items, at),
        policy=policy,
        frozen_by=actor,
        at=at,
        audit_head=head_hash(),
    )
    content = canonical_json(data)
    sha256 = sha256_of(content)
    pdf = store_generated(
        content=render_pdf(template="letter", data=paper_of(data, sha256), made_at=at),
        name=f"{shortlist.reference} market research.pdf",
        content_type="application/pdf",
        subject=shortlist,
        organization=shortlist.organization,
        at=at,
    )
    research = ResearchRecord.objects.create(
        shortlist=shortlist, content=content, sha256=sha256, pdf=pdf, has_notes=with_notes, policy_version=policy,
        frozen_by=actor, frozen_at=at,
    )  # fmt: skip
    SHORTLIST.move(
        shortlist, "freeze", actor=actor, organization=shortlist.organization, at=at,
        payload={"sha256": sha256, "pdf_sha256": pdf.sha256, "models": len(items)},
    )  # fmt: skip
    return research


@service
def attach_to_request(*, shortlist: Shortlist, request: PilotRequest, actor: Any, at: datetime) -> RequestResearch:
    """Put the record beside one of the organization's own requests, as a snapshot. Twice is once.

    Raises NotVisible for another organization's request, IllegalMove for a working list or a request that has ended.
    """
    EDIT.check(actor, shortlist)
    if request.buyer_id != shortlist.organization_id:
        raise NotVisible(EDIT.name)
    if not shortlist.is_frozen:
        raise IllegalMove("Freeze this shortlist first: only a record can stand beside a request.")
    return attach_research(request=request, research=handed_down(shortlist), actor=actor, at=at)


def freeze_values(shortlist: Shortlist, names: Sequence[str], notes: Iterable[ShortlistNote]) -> dict[str, Any]:
    """What is looked over before freezing, under the names that people read: the list's name, its models by their
    public names in order, and the notes on them, oldest first."""
    return {
        "Its name": shortlist.name,
        "The models, in order": list(names),
        "The notes": [f"{note.author_id} {note.saved_at} {note.text}" for note in notes],
    }
