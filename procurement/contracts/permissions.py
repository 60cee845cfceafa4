"""Who sees, sends, signs and declines contracts.

The one who wrote the request does not sign for the district; whoever belongs to both sides acts for neither.
"""

from typing import Any

from marketplace.access.permissions import Permission
from marketplace.access.rules import Rule, rule
from marketplace.documents.guards import guard
from marketplace.organizations.models import Role
from marketplace.organizations.permissions import (
    has_role,
    is_confirmed,
    member_of,
    not_own_offer,
    on_one_side,
)
from marketplace.organizations.queries import roles_in
from procurement.agreements.permissions import is_contract_staff
from procurement.contracts.models import Contract
from procurement.contracts.transitions import ContractState

is_buyers_writer = has_role("agreement.buyer", Role.BUYER, Role.OWNER)
is_buyers_signatory = has_role("agreement.buyer", Role.SIGNATORY)
is_providers_signatory = has_role("agreement.provider", Role.SIGNATORY)
is_party = member_of("agreement.buyer") | member_of("agreement.provider")
not_self_dealing = not_own_offer("agreement.buyer", "agreement.provider")
is_on_one_side = on_one_side("agreement.buyer", "agreement.provider", "contract")


@rule("You wrote the request, so a colleague with the role of signatory signs for the district.")
def is_not_the_author(person: Any, record: Any) -> bool:
    """Author and signatory of the district are two people."""
    return record.negotiation.request.author_id != person.pk


@rule("Your side has signed this contract, and any signature locks. Only the other side may still decline it.")
def is_not_signed_by_own_side(person: Any, record: Any) -> bool:
    """Whether the side that the person speaks for has not signed yet."""
    if record.state != ContractState.OUT_FOR_SIGNATURE:
        return True
    side = "buyer" if roles_in(person, record.agreement.buyer) else "provider"
    return all(signature.side != side for signature in record.signatures.all())


may_sign: Rule = (
    ((is_not_the_author & is_buyers_signatory) | is_providers_signatory)
    & is_on_one_side
    & is_confirmed("agreement.buyer")
    & is_confirmed("agreement.provider")
)

VIEW = Permission("contracts:contract:view", see=is_party | is_contract_staff)
SEND = Permission("contracts:contract:send", see=member_of("agreement.buyer"), do=is_buyers_writer & not_self_dealing)
VOTE = Permission(
    "contracts:contract:record_vote", see=member_of("agreement.buyer"), do=is_buyers_writer & not_self_dealing
)
SIGN = Permission("contracts:contract:sign", see=is_party, do=may_sign)
DECLINE = Permission(
    "contracts:contract:decline",
    see=is_party,
    do=(is_buyers_signatory | is_buyers_writer | is_providers_signatory) & is_on_one_side & is_not_signed_by_own_side,
)

guard(Contract, VIEW)
