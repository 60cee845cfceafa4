"""Signing: the same hash by both signatories, the name typed, the will stated, the sign-in fresh."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.lifecycles.errors import IllegalMove, Refused, Stale
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import roles_in
from procurement.agreements.services import fix_spend
from procurement.contracts import signals
from procurement.contracts.models import Contract, Signature
from procurement.contracts.permissions import SIGN
from procurement.contracts.queries import lacks_vote
from procurement.contracts.transitions import CONTRACT, ContractState
from procurement.negotiations.body import day
from procurement.negotiations.models import Side
from procurement.quotes.services import mark_contracted

SIGN_IN_MAX_AGE = timedelta(minutes=15)


def require_signable(*, contract: Contract, person: Any, at: datetime) -> None:
    """Raise Refused where this person's side cannot sign at this instant, whatever is typed."""
    side = _side_of(person, contract)
    before = contract.signatures.filter(side=side).first()
    if contract.state != ContractState.OUT_FOR_SIGNATURE or before:
        _refuse_state(contract, before)
    _check_time(contract, side, at)


@service
def sign_contract(
    *,
    contract: Contract,
    sha256: str,
    typed_name: str,
    is_intent_affirmed: bool,
    signed_in_at: datetime | None,
    actor: Any,
    at: datetime,
) -> Signature:
    """Sign the text with this hash for the person's own side. The second signature puts the contract in force:
    the spend is fixed and the request contracted.

    Raises ValidationError for a name that is not the person's or a will not stated; Refused for a sign-in older than 15
    minutes, before a board vote that is asked for, or when the time has passed; Stale for another hash. Signing twice
    counts once.
    """
    SIGN.check(actor, contract)
    contract = locked(contract)
    side = _side_of(actor, contract)
    before = contract.signatures.filter(side=side).first()
    if before and before.signatory_id == actor.pk and before.sha256 == sha256:
        return before
    if contract.state != ContractState.OUT_FOR_SIGNATURE or before:
        _refuse_state(contract, before)
    _check(contract, side, sha256, typed_name, is_intent_affirmed, signed_in_at, actor, at)
    signature = Signature.objects.create(
        contract=contract, side=side, signatory=actor, typed_name=typed_name.strip(), sha256=sha256, signed_at=at
    )
    organization = contract.agreement.buyer if side is Side.BUYER else contract.agreement.provider
    if contract.signatures.count() == len(Side):
        _execute(contract, organization, actor, at)
    else:
        record(
            "contract.signed", subject=contract, actor=actor, organization=organization, at=at,
            payload={"sha256": sha256, "side": str(side)},
        )  # fmt: skip
        signals.contract_signed.send(sender=Contract, contract=contract, signature=signature, at=at)
    return signature


def same_name(typed: str, name: str) -> bool:
    """Whether a typed name is the person's, whatever its spaces and capitals."""
    return " ".join(typed.split()).casefold() == " ".join(name.split()).casefold()


def _side_of(person: Any, contract: Contract) -> Side:
    return Side.BUYER if roles_in(person, contract.agreement.buyer) else Side.PROVIDER


def _refuse_state(contract: Contract, before: Signature | None) -> None:
    if contract.state == ContractState.ASSEMBLED:
        raise IllegalMove("This contract was not sent out for signature yet. The district sends it once it is ready.")
    CONTRACT.require(contract, "execute")
    raise Refused(f"{before.typed_name} has signed for this side already.")


def _check_time(contract: Contract, side: Side, at: datetime) -> None:
    if at >= contract.sign_by:
        raise Refused("The time to sign this contract has passed; the pilot was to start. Agree on later days.")
    if side is Side.BUYER and lacks_vote(contract):
        raise Refused("The district signs only after its board has voted for this contract and the vote is recorded.")


def _execute(contract: Contract, organization: Any, actor: Any, at: datetime) -> None:
    request = contract.negotiation.request
    fix_spend(
        agreement=contract.agreement, category=request.subject, starts_on=day(contract.body["calendar"]["starts_on"]),
        amount_cents=contract.body["total_cents"], rules=request.policy_version.rules, actor=actor, at=at,
    )  # fmt: skip
    contract.executed_at = at
    CONTRACT.move(
        contract, "execute", actor=actor, organization=organization, at=at, also_save=("executed_at",),
        payload={"sha256": contract.sha256},
    )  # fmt: skip
    mark_contracted(request=request, actor=actor, at=at)
    signals.contract_executed.send(sender=Contract, contract=contract, at=at)


def _check(
    contract: Contract, side: Side, sha256: str, typed_name: str, is_intent_affirmed: bool,
    signed_in_at: datetime | None, actor: Any, at: datetime,
) -> None:  # fmt: skip
    if sha256 != contract.sha256:
        raise Stale("The text you saw is not the text of this contract. Read it again before you sign.")
    _check_time(contract, side, at)
    if signed_in_at is None or at - signed_in_at > SIGN_IN_MAX_AGE:
        raise Refused("You signed in more than 15 minutes ago. Confirm that it is you, then sign.")
    faults = {}
    if not same_name(typed_name, actor.name):
        faults["typed_name"] = f"Type your name as your account has it: {actor.name}."
    if not is_intent_affirmed:
        faults["affirm"] = "Tick the box to say that you mean to sign."
    if faults:
        raise ValidationError(faults)
