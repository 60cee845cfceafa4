"""What contracts have for whom: to send, to record a vote on, to sign."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import organization_ids
from procurement.contracts.models import Contract
from procurement.contracts.queries import lacks_vote, sides_to_sign, with_parties
from procurement.contracts.transitions import UNSIGNED
from procurement.negotiations.models import Side


@desk_source(capability=("buys", "offers"))
def unsigned(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Contracts that wait for this person, or for somebody whom this person waits for."""
    writing = organization_ids(person, Role.BUYER, Role.OWNER)
    signing = organization_ids(person, Role.SIGNATORY)
    if not writing and not signing:
        return
    mine = Q(agreement__buyer__in={*writing, *signing}) | Q(agreement__provider__in=signing)
    contracts = Contract.objects.filter(mine, state__in=UNSIGNED).select_related("board_vote")
    for contract in with_parties(contracts):
        yield from _items(contract, person, set(writing), set(signing))


def _items(contract: Contract, person: Any, writing: set[int], signing: set[int]) -> Iterator[DeskItem]:
    agreement = contract.agreement
    is_writer = agreement.buyer_id in writing
    if contract.state == "assembled":
        if is_writer:
            yield _item(contract, agreement.buyer_id, "Send out for signature", "Look", "detail")
        return
    left = sides_to_sign(contract)
    if is_writer and Side.BUYER in left and lacks_vote(contract):
        yield _item(contract, agreement.buyer_id, "Record the board’s vote", "Record", "vote")
    for side in left:
        organization = agreement.buyer if side == Side.BUYER else agreement.provider
        is_author = side == Side.BUYER and contract.negotiation.request.author_id == person.pk
        waits_for_board = side == Side.BUYER and lacks_vote(contract)
        if organization.pk in signing and not is_author and not waits_for_board:
            yield _item(contract, organization.pk, "Sign the contract", "Sign", "sign")
        elif agreement.buyer_id in writing | signing:
            whom = "your board" if waits_for_board else f"the signatory of {organization}"
            yield _item(contract, agreement.buyer_id, "Signature of the contract", "Open", "detail", whom)


def _item(contract: Contract, organization_id: int, what: str, action: str, page: str, waiting: str = "") -> DeskItem:
    return DeskItem(
        organization_id=organization_id,
        title=f"{what}: {contract.title}",
        url=reverse(f"contracts:{page}", args=[contract.reference]),
        reference=contract.reference,
        due=contract.sign_by,
        action=action,
        waiting_for=waiting,
        since=contract.created_at,
    )
