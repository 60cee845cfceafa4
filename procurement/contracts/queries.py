"""Contracts a person may see, and what a contract still waits for."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from marketplace.access.permissions import twin_of
from marketplace.organizations.queries import organization_ids
from procurement.agreements.permissions import is_contract_staff
from procurement.contracts.models import Contract
from procurement.contracts.permissions import DECLINE, SEND, SIGN, VIEW, VOTE
from procurement.contracts.transitions import IN_FORCE, ContractState
from procurement.negotiations.models import Side


def _of_parties(person: Any) -> Q:
    mine = organization_ids(person)
    return Q(agreement__buyer__in=mine) | Q(agreement__provider__in=mine)


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[Contract]:
    """The contracts of this person's organizations; all of them for those who look after contracts."""
    if is_contract_staff(person, None):
        return Contract.objects.all()
    return Contract.objects.filter(_of_parties(person))


@twin_of(SEND)
@twin_of(VOTE)
def bought(person: Any) -> QuerySet[Contract]:
    """The contracts in which the person's own organizations buy."""
    return Contract.objects.filter(agreement__buyer__in=organization_ids(person))


@twin_of(SIGN)
@twin_of(DECLINE)
def own_contracts(person: Any) -> QuerySet[Contract]:
    """The contracts of this person's own organizations."""
    return Contract.objects.filter(_of_parties(person))


def with_parties(contracts: QuerySet[Contract]) -> QuerySet[Contract]:
    """Contracts with what lists and pages say of them, in few queries."""
    return contracts.select_related(
        "agreement__buyer", "agreement__provider", "negotiation__request__model",
        "negotiation__request__policy_version", "pdf",
    ).prefetch_related("signatures")  # fmt: skip


def listed_for(person: Any) -> QuerySet[Contract]:
    """The same as the list page shows it."""
    return with_parties(visible_to(person)).defer("body", "canonical_text")


def recognized(*, sha256: str) -> QuerySet[Contract]:
    """The contracts in force whose text or file has this hash."""
    return with_parties(Contract.objects.filter(Q(sha256=sha256) | Q(pdf__sha256=sha256), state__in=IN_FORCE))


def needs_board_vote(contract: Contract) -> bool:
    """Whether the policy asks for a vote of the district's board on this total."""
    rules = contract.negotiation.request.policy_version.rules
    return contract.body["total_cents"] > rules.contracts.board_vote_over_cents


def vote_of(contract: Contract) -> Any:
    """The recorded vote of the board, or None."""
    return getattr(contract, "board_vote", None)


def lacks_vote(contract: Contract) -> bool:
    """Whether the district's signature still waits for its board."""
    vote = vote_of(contract)
    return needs_board_vote(contract) and not (vote and vote.is_passed)


def sides_to_sign(contract: Contract) -> list[Side]:
    """Who has not signed yet; nobody unless it is out for signature."""
    if contract.state != ContractState.OUT_FOR_SIGNATURE:
        return []
    signed = {signature.side for signature in contract.signatures.all()}
    return [side for side in Side if side not in signed]
