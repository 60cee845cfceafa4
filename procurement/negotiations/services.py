"""Every write on negotiations: open, propose, accept, comment, abandon, take up again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import instant_words
from marketplace.documents.canonical import sha256_of
from marketplace.lifecycles.errors import Refused, Stale
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.typed import too_long
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.queries import roles_in
from procurement.agreements.services import refuse_splitting, reserve_spend
from procurement.clauses.queries import template_in_force, terms_in
from procurement.negotiations import queries, signals
from procurement.negotiations.body import day, problems_in
from procurement.negotiations.changes import changes_between
from procurement.negotiations.first import first_body
from procurement.negotiations.models import Acceptance, Negotiation, NegotiationComment, Revision, Side
from procurement.negotiations.permissions import ABANDON, ACCEPT, COMMENT, PROPOSE
from procurement.negotiations.transitions import NEGOTIATION, NegotiationState
from procurement.quotes.lanes import lane_for
from procurement.quotes.models import PilotRequest
from procurement.quotes.queries import bands
from procurement.quotes.services import close_request, mark_negotiating
from procurement.quotes.transitions import PilotRequestState

COMMENT_MAX = 2000
NOTE_MAX = 1000


@service
def open_negotiation(*, request: PilotRequest, actor: Any, at: datetime) -> Negotiation:
    """Open the talks about an issued request: revision 1 is the district's, at the state's standard, taken by it.

    Raises Refused where no contract template has been published.
    """
    template = template_in_force()
    if template is None:
        raise Refused("The department has not published a contract template yet.")
    rules = request.policy_version.rules
    negotiation = Negotiation.objects.create(
        request=request, template_version=template, zone=rules.calendar.zone, created_at=at
    )
    NEGOTIATION.created(negotiation, actor=actor, organization=request.buyer, at=at)
    _write(negotiation, 1, Side.BUYER, first_body(request, template), "", actor, at)
    return negotiation


@service
def propose_revision(
    *, negotiation: Negotiation, based_on: int, body: Mapping[str, Any], note: str, actor: Any, at: datetime
) -> Revision:
    """Put the next revision to the other side; earlier acceptances are void, and one's own side accepts it.

    `based_on` is the number of the revision that the person saw. Raises Stale where a newer one has come since, saying
    what it changed; ValidationError by part for what does not hold; Refused for nothing changed, a total that leaves
    the direct band or splits a purchase. The same proposal sent twice is made once.
    """
    PROPOSE.check(actor, negotiation)
    negotiation = locked(negotiation)
    NEGOTIATION.require(negotiation, "agree")
    last, side, body = queries.latest(negotiation), _side(actor, negotiation), dict(body)
    if last.number == based_on + 1 and last.author_id == actor.pk and last.sha256 == sha256_of(body):
        return last
    if last.number != based_on:
        raise Stale(_what_came(negotiation, based_on, last))
    if sha256_of(body) == last.sha256:
        raise Refused(f"This changes nothing in revision {last.number}. Accept it, or change something first.")
    _check(negotiation, body, note, at)
    Acceptance.objects.filter(revision__negotiation=negotiation, voided_at=None).update(voided_at=at)
    revision = _write(negotiation, last.number + 1, side, body, note, actor, at)
    if side is Side.PROVIDER:
        _note_answer(negotiation, actor, at)
    signals.revision_proposed.send(sender=Revision, negotiation=negotiation, revision=revision, actor=actor, at=at)
    return revision


@service
def accept_revision(*, negotiation: Negotiation, sha256: str, actor: Any, at: datetime) -> Acceptance:
    """Take exactly the text with this hash. When both sides hold it, the negotiation is agreed and the spend set to it.

    Raises Stale where the newest revision has another hash, saying what changed; Refused where the pilot would start
    before both could sign. Accepting twice counts once.
    """
    ACCEPT.check(actor, negotiation)
    negotiation = locked(negotiation)
    last, side = queries.latest(negotiation), _side(actor, negotiation)
    mine = last.acceptances.filter(side=side, voided_at=None).first()
    if mine and last.sha256 == sha256:
        return mine
    NEGOTIATION.require(negotiation, "agree")
    if last.sha256 != sha256:
        seen = negotiation.revisions.filter(sha256=sha256).last()
        raise Stale(_what_came(negotiation, seen.number if seen else last.number - 1, last))
    if day(last.body["calendar"]["starts_on"]) <= local_day(at, negotiation.zone):
        raise Refused("The first day of this pilot has come. Propose a revision with later days.")
    acceptance = _accept(last, side, actor, at)
    record(
        "negotiation.revision_accepted", subject=negotiation, actor=actor,
        organization=negotiation.organization_of(side), at=at, payload={"number": last.number, "sha256": last.sha256},
    )  # fmt: skip
    if side is Side.PROVIDER:
        _note_answer(negotiation, actor, at)
    if last.acceptances.filter(voided_at=None).count() == len(Side):
        _agree(negotiation, last, side, actor, at)
    return acceptance


@service
def add_comment(
    *, negotiation: Negotiation, anchor: str, text: str, is_shared: bool, actor: Any, at: datetime
) -> NegotiationComment:
    """Say something about a part or clause, to both sides or to one's own only. The same words twice are kept once."""
    COMMENT.check(actor, negotiation)
    negotiation, side = locked(negotiation), _side(actor, negotiation)
    if negotiation.state == NegotiationState.ABANDONED:
        raise Refused("This negotiation has ended; nothing is added to it.")
    text = checked_words(text, field="text", most=COMMENT_MAX, missing="Write your comment.")
    same = {"anchor": anchor, "side": side, "author": actor, "text": text, "is_shared": is_shared}
    last = negotiation.comments.filter(author=actor).last()
    if last and all(getattr(last, name) == value for name, value in same.items()):
        return last
    comment = NegotiationComment.objects.create(negotiation=negotiation, created_at=at, **same)
    if is_shared:
        record(
            "negotiation.comment_added", subject=negotiation, actor=actor,
            organization=negotiation.organization_of(side), at=at, payload={"anchor": anchor},
        )  # fmt: skip
        signals.comment_shared.send(
            sender=NegotiationComment, negotiation=negotiation, comment=comment, actor=actor, at=at
        )
    return comment


@service
def abandon_negotiation(*, negotiation: Negotiation, reason: str, actor: Any, at: datetime) -> Negotiation:
    """End the talks without a contract; the request ends too. Raises ValidationError without a reason."""
    ABANDON.check(actor, negotiation)
    if not reason.strip():
        raise ValidationError({"reason": "Say in a sentence why; the other side reads it."})
    negotiation, side = locked(negotiation), _side(actor, negotiation)
    _abandon(negotiation, reason, negotiation.organization_of(side), actor, at)
    close_request(request=negotiation.request, reason=reason, actor=actor, at=at)
    return negotiation


@service
def abandon_with_request(*, negotiation: Negotiation, reason: str, actor: Any, at: datetime) -> Negotiation:
    """The request has ended, and its talks with it; an ended negotiation stays as it is."""
    negotiation = locked(negotiation)
    if negotiation.state == NegotiationState.OPEN:
        _abandon(negotiation, reason, negotiation.request.buyer, actor, at)
    return negotiation


@service
def reopen_negotiation(*, negotiation: Negotiation, actor: Any, at: datetime) -> Negotiation:
    """A contract was declined or lapsed: the talks go on from the agreed text, which both must accept anew."""
    negotiation = locked(negotiation)
    NEGOTIATION.move(negotiation, "reopen", actor=actor, organization=negotiation.request.buyer, at=at)
    Acceptance.objects.filter(revision__negotiation=negotiation, voided_at=None).update(voided_at=at)
    signals.negotiation_reopened.send(sender=Negotiation, negotiation=negotiation, actor=actor, at=at)
    return negotiation


def _abandon(negotiation: Negotiation, reason: str, organization: Any, actor: Any, at: datetime) -> None:
    negotiation.ended_reason = reason.strip()
    NEGOTIATION.move(negotiation, "abandon", actor=actor, organization=organization, at=at, also_save=("ended_reason",))
    signals.negotiation_abandoned.send(sender=Negotiation, negotiation=negotiation, actor=actor, at=at)


def _agree(negotiation: Negotiation, revision: Revision, side: Side, actor: Any, at: datetime) -> None:
    request = negotiation.request
    reserve_spend(
        agreement=request.agreement, category=request.subject, starts_on=day(revision.body["calendar"]["starts_on"]),
        amount_cents=revision.body["total_cents"], rules=request.policy_version.rules, actor=actor, at=at,
    )  # fmt: skip
    NEGOTIATION.move(
        negotiation, "agree", actor=actor, organization=negotiation.organization_of(side), at=at,
        payload={"number": revision.number, "sha256": revision.sha256},
    )  # fmt: skip
    signals.negotiation_agreed.send(sender=Negotiation, negotiation=negotiation, revision=revision, at=at)


def _write(
    negotiation: Negotiation, number: int, side: Side, body: dict[str, Any], note: str, actor: Any, at: datetime
) -> Revision:
    revision = Revision.objects.create(
        negotiation=negotiation, number=number, side=side, author=actor, body=body, sha256=sha256_of(body),
        note=note.strip(), created_at=at,
    )  # fmt: skip
    record(
        "negotiation.revision_proposed", subject=negotiation, actor=actor,
        organization=negotiation.organization_of(side), at=at, payload={"number": number, "sha256": revision.sha256},
    )  # fmt: skip
    _accept(revision, side, actor, at)
    return revision


def _accept(revision: Revision, side: Side, actor: Any, at: datetime) -> Acceptance:
    return Acceptance.objects.create(revision=revision, side=side, person=actor, sha256=revision.sha256, accepted_at=at)


def _note_answer(negotiation: Negotiation, actor: Any, at: datetime) -> None:
    if locked(negotiation.request).state == PilotRequestState.ISSUED:
        mark_negotiating(request=negotiation.request, actor=actor, at=at)


def _side(actor: Any, negotiation: Negotiation) -> Side:
    return Side.BUYER if roles_in(actor, negotiation.request.buyer) else Side.PROVIDER


def _check(negotiation: Negotiation, body: dict[str, Any], note: str, at: datetime) -> None:
    faults = problems_in(body, terms_in(body), queries.limits_of(negotiation, at))
    if fault := too_long(note, NOTE_MAX):
        faults["note"] = fault
    if faults:
        raise ValidationError(faults)
    request = negotiation.request
    rules = request.policy_version.rules
    lane = lane_for(body["total_cents"], bands(rules))
    if not lane.is_direct:
        raise Refused(f"{lane.reason} A request that was issued as an order from one provider cannot grow into that.")
    refuse_splitting(
        buyer=request.buyer, provider=request.provider, category=request.subject,
        starts_on=day(body["calendar"]["starts_on"]), amount_cents=body["total_cents"], rules=rules,
        without=request.agreement,
    )  # fmt: skip


def _what_came(negotiation: Negotiation, seen: int, last: Revision) -> str:
    before = negotiation.revisions.filter(number=seen).first()
    rows = changes_between(before.body, last.body, terms_in(before.body, last.body)) if before else []
    what = "; ".join(f"{row.part}: {row.old} → {row.new}" for row in rows[:6]) or "nothing you would see"
    who, when = negotiation.organization_of(last.side), instant_words(last.created_at, negotiation.zone)
    return f"Revision {last.number} came from {who} on {when}, after what you saw. It changes {what}. Look at it first."
