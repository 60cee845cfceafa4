"""Every write on contracts: assemble, send, vote, decline, lapse, complete, terminate. Signing is in signing.py."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.clocks.calendar import add_months, at_local, local_day
from marketplace.clocks.words import day_words
from marketplace.documents.canonical import canonical_json, sha256_of
from marketplace.documents.pdf import render_pdf
from marketplace.documents.services import store_generated
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.references import new_reference
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import roles_in, the_agency
from procurement.agreements.services import release_spend
from procurement.contracts import signals
from procurement.contracts.assembly import CannotAssemble
from procurement.contracts.gathering import contract_body
from procurement.contracts.layout import pdf_data
from procurement.contracts.models import BoardVote, Contract, DataScheduleItem
from procurement.contracts.permissions import DECLINE, SEND, VOTE
from procurement.contracts.transitions import CONTRACT, UNSIGNED
from procurement.negotiations.body import day
from procurement.negotiations.models import Negotiation
from procurement.negotiations.queries import latest
from procurement.negotiations.services import reopen_negotiation

BOARD_MEMBERS_MAX = 1000
VOTE_MONTHS = 12
SIGN_BY = time(17)


@service
def assemble_contract(*, negotiation: Negotiation, actor: Any, at: datetime) -> Contract:
    """Put the contract together from the agreed revision: body, canonical text, hash, data schedule, tagged PDF.

    Both must sign by 5 pm of the day before the pilot starts. Raises Refused unless the negotiation is agreed, or
    where the texts do not fit; a contract that is there already is returned.
    """
    negotiation = locked(negotiation)
    if negotiation.state != "agreed":
        raise Refused("A contract is put together only from a revision that both sides accepted.")
    live = negotiation.contracts.exclude(state__in=["declined", "lapsed"]).first()
    if live:
        return live
    revision, reference = latest(negotiation), new_reference(Contract.reference_prefix)
    try:
        body = contract_body(revision=revision, reference=reference)
    except CannotAssemble as misfit:
        raise Refused(str(misfit)) from misfit
    text = canonical_json(body)
    starts_on = day(body["calendar"]["starts_on"])
    contract = Contract.objects.create(
        reference=reference, agreement=negotiation.request.agreement, negotiation=negotiation, revision=revision,
        body=body, canonical_text=text, sha256=sha256_of(text), created_at=at,
        sign_by=at_local(starts_on - timedelta(days=1), SIGN_BY, negotiation.zone),
    )  # fmt: skip
    DataScheduleItem.objects.bulk_create(
        DataScheduleItem(contract=contract, **element) for element in body["data_elements"]
    )
    contract.pdf = store_generated(
        content=pdf_of(contract, at), name=f"{reference}.pdf", content_type="application/pdf", subject=contract,
        organization=negotiation.request.buyer, at=at,
    )  # fmt: skip
    contract.save(update_fields=["pdf"])
    CONTRACT.created(contract, actor=actor, at=at, payload={"sha256": contract.sha256})
    signals.contract_assembled.send(sender=Contract, contract=contract, at=at)
    return contract


def pdf_of(contract: Contract, at: datetime) -> bytes:
    """The tagged PDF of the contract's own data."""
    agency = the_agency()
    data = pdf_data(
        contract.body, title=f"Pilot contract: {contract.title}", reference=contract.reference,
        sender=agency.name if agency else "", sha256=contract.sha256,
    )  # fmt: skip
    return render_pdf(template="contract", data=data, made_at=at)


@service
def send_for_signature(*, contract: Contract, actor: Any, at: datetime) -> Contract:
    """The district has looked at the text and asks both signatories to sign it."""
    SEND.check(actor, contract)
    contract = locked(contract)
    _refuse_late(contract, at)
    CONTRACT.move(contract, "send", actor=actor, organization=contract.agreement.buyer, at=at)
    signals.contract_sent.send(sender=Contract, contract=contract, at=at)
    return contract


@service
def record_board_vote(
    *, contract: Contract, held_on: date, votes_for: int, votes_against: int, actor: Any, at: datetime
) -> BoardVote:
    """Record how the district's board voted, once. The district signs only after a vote that passed.

    Raises ValidationError for a day to come or numbers that make no vote; Refused where a vote is recorded already.
    """
    VOTE.check(actor, contract)
    contract = locked(contract)
    before = BoardVote.objects.filter(contract=contract).first()
    if before:
        if (before.held_on, before.votes_for, before.votes_against) == (held_on, votes_for, votes_against):
            return before
        raise Refused(f"A vote is recorded already: {before}. It cannot be changed.")
    if contract.state not in UNSIGNED:
        raise Refused("A vote is recorded before the contract is signed.")
    zone = contract.negotiation.zone
    today = local_day(at, zone)
    since = add_months(min(local_day(contract.created_at, zone), today), -VOTE_MONTHS)
    faults = _vote_faults(held_on, votes_for, votes_against, since, today)
    if faults:
        raise ValidationError(faults)
    vote = BoardVote.objects.create(
        contract=contract, held_on=held_on, votes_for=votes_for, votes_against=votes_against, recorded_by=actor,
        recorded_at=at,
    )  # fmt: skip
    record(
        "contract.board_vote_recorded", subject=contract, actor=actor, organization=contract.agreement.buyer, at=at,
        payload={"held_on": held_on.isoformat(), "for": votes_for, "against": votes_against},
    )  # fmt: skip
    return vote


@service
def decline_contract(*, contract: Contract, reason: str, actor: Any, at: datetime) -> Contract:
    """A side that has not signed will not sign this text: the talks open again.

    Raises ValidationError without a reason.
    """
    DECLINE.check(actor, contract)
    if not reason.strip():
        raise ValidationError({"reason": "Say in a sentence what would have to change; the other side reads it."})
    contract = locked(contract)
    CONTRACT.require(contract, "decline")
    DECLINE.check(actor, contract)
    agreement = contract.agreement
    side = agreement.buyer if roles_in(actor, agreement.buyer) else agreement.provider
    contract.ended_reason = reason.strip()
    CONTRACT.move(contract, "decline", actor=actor, organization=side, at=at, also_save=("ended_reason",))
    reopen_negotiation(negotiation=contract.negotiation, actor=actor, at=at)
    signals.contract_declined.send(sender=Contract, contract=contract, actor=actor, at=at)
    return contract


@service
def lapse_contract(*, contract: Contract, actor: Any, at: datetime) -> Contract:
    """The time to sign has passed: the talks open again. Raises Refused before `sign_by`."""
    contract = locked(contract)
    CONTRACT.require(contract, "lapse")
    if at < contract.sign_by:
        raise Refused("There is still time to sign this contract.")
    CONTRACT.move(contract, "lapse", actor=actor, at=at)
    reopen_negotiation(negotiation=contract.negotiation, actor=actor, at=at)
    return contract


@service
def complete_contract(*, contract: Contract, actor: Any, at: datetime, unspent_cents: int = 0) -> Contract:
    """Everything in the contract is done; what was not spent is released."""
    return _close(contract, "complete", actor, at, unspent_cents)


@service
def terminate_contract(
    *, contract: Contract, reason: str, actor: Any, at: datetime, unspent_cents: int = 0
) -> Contract:
    """The contract ends early; what was not spent is released."""
    contract.ended_reason = reason.strip()
    return _close(contract, "terminate", actor, at, unspent_cents, reason.strip())


def _close(contract: Contract, move: str, actor: Any, at: datetime, unspent_cents: int, reason: str = "") -> Contract:
    contract = locked(contract)
    contract.ended_reason = reason
    CONTRACT.move(
        contract, move, actor=actor, organization=contract.agreement.buyer, at=at, also_save=("ended_reason",)
    )
    if unspent_cents:
        release_spend(agreement=contract.agreement, actor=actor, at=at, amount_cents=unspent_cents)
    return contract


def _refuse_late(contract: Contract, at: datetime) -> None:
    if at >= contract.sign_by:
        raise Refused("The time to sign this contract has passed; the pilot was to start. Agree on later days.")


def _vote_faults(held_on: date, votes_for: int, votes_against: int, since: date, today: date) -> dict[str, str]:
    faults = {}
    if held_on < since:
        faults["held_on"] = f"This is long before the contract. Give a day from {day_words(since)} on."
    if held_on > today:
        faults["held_on"] = "Give the day on which the board voted; this one is still to come."
    for name, votes in (("votes_for", votes_for), ("votes_against", votes_against)):
        if not 0 <= votes <= BOARD_MEMBERS_MAX:
            faults[name] = "Give the number of members: 0 or more."
    if not faults and votes_for + votes_against == 0:
        faults["votes_for"] = "Nobody voted: give the number of members for and against."
    return faults
