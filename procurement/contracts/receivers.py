"""An agreed negotiation becomes a contract; the people who sign it are told."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from procurement.contracts import signals
from procurement.contracts.models import Contract, Signature
from procurement.contracts.queries import sides_to_sign
from procurement.contracts.services import assemble_contract
from procurement.negotiations.models import Negotiation, Side
from procurement.negotiations.permissions import BUYER_ROLES, PROVIDER_ROLES
from procurement.negotiations.signals import negotiation_agreed


@receiver(negotiation_agreed)
def put_together(sender: Any, negotiation: Negotiation, at: datetime, **kwargs: Any) -> None:
    """The contract, by the portal itself."""
    assemble_contract(negotiation=negotiation, actor=None, at=at)


@receiver(signals.contract_sent)
def ask_signatories(sender: Any, contract: Contract, at: datetime, **kwargs: Any) -> None:
    """Both sides' signatories."""
    for side in Side:
        _ask(contract, side, at)


@receiver(signals.contract_signed)
def ask_the_other(sender: Any, contract: Contract, signature: Signature, at: datetime, **kwargs: Any) -> None:
    """The side that has not signed yet hears that the other has."""
    for side in sides_to_sign(contract):
        _ask(contract, side, at)


@receiver(signals.contract_executed)
def tell_both(sender: Any, contract: Contract, at: datetime, **kwargs: Any) -> None:
    """Everybody who had a part in it, with the file."""
    buyers = people_with(contract.agreement.buyer, *BUYER_ROLES, Role.SIGNATORY)
    providers = people_with(contract.agreement.provider, *PROVIDER_ROLES, Role.SIGNATORY)
    notify(
        to=[*buyers, *providers],
        subject=f"{contract.reference}: signed by both sides and in force",
        lines=["The contract is attached. The portal recognizes this file and its text by their hashes."],
        url=_address(contract),
        at=at,
        files=[contract.pdf] if contract.pdf else (),
    )


@receiver(signals.contract_declined)
def tell_of_decline(sender: Any, contract: Contract, at: datetime, **kwargs: Any) -> None:
    """Both sides: the talks are open again."""
    buyers, providers = _people(contract, Side.BUYER), _people(contract, Side.PROVIDER)
    notify(
        to=[*buyers, *providers],
        subject=f"{contract.reference}: declined; the negotiation is open again",
        lines=["The page says what would have to change."],
        url=_address(contract),
        at=at,
    )


def _ask(contract: Contract, side: str, at: datetime) -> None:
    organization = contract.agreement.buyer if side == Side.BUYER else contract.agreement.provider
    notify(
        to=people_with(organization, Role.SIGNATORY),
        subject=f"{contract.reference} waits for your signature",
        lines=[f"It is for {organization}. Read it, then sign the hash that it shows."],
        url=_address(contract),
        at=at,
        deadline=contract.sign_by,
    )


def _people(contract: Contract, side: str) -> Any:
    if side == Side.BUYER:
        return people_with(contract.agreement.buyer, *BUYER_ROLES)
    return people_with(contract.agreement.provider, *PROVIDER_ROLES)


def _address(contract: Contract) -> str:
    return reverse("contracts:detail", args=[contract.reference])
