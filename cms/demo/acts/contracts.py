"""Contracts go out for signature; some are signed by both, some by one, some declined or lapsed."""

from datetime import datetime, timedelta

from cms.demo.stories.models import BY_KEY as MODELS
from cms.demo.stories.people import BY_KEY as BODIES
from cms.demo.stories.purchases import PURCHASES, Purchase
from cms.demo.world import World
from marketplace.people.models import User
from procurement.contracts import services
from procurement.contracts.models import Contract
from procurement.contracts.signing import sign_contract
from procurement.negotiations.services import abandon_negotiation
from procurement.quotes.models import PilotRequest


def is_done(world: World) -> bool:
    """Whether a contract waits for one signature."""
    return Contract.objects.filter(state="lapsed").exists()


def play(world: World) -> None:
    """Each in the order in which it was asked for."""
    for purchase in sorted(PURCHASES, key=lambda one: -one.asked):
        if purchase.reached("sent"):
            play_one(world, purchase)


def play_one(world: World, purchase: Purchase) -> None:
    """From the agreed text to the second signature, or as far as it came."""
    contract = contract_of(purchase)
    writer = world.person(purchase.writer)
    services.send_for_signature(contract=contract, actor=writer, at=world.ago(purchase.asked - 6, "09:00"))
    if purchase.turn == "declined":
        services.decline_contract(
            contract=contract,
            reason=purchase.reason,
            actor=world.person(purchase.signer),
            at=world.ago(purchase.asked - 9, "13:00"),
        )
    elif purchase.turn == "lapsed":
        _lapse(world, purchase, contract)
    if purchase.reached("signed_once"):
        _sign(contract, _provider_signatory(world, purchase), world.ago(purchase.asked - 7, "10:15"))
    if purchase.reached("executed"):
        _vote(world, purchase, contract)
        _sign(contract, world.person(purchase.signer), world.ago(purchase.asked - 10, "16:40"))


def contract_of(purchase: Purchase) -> Contract:
    """The newest contract of a purchase."""
    request = PilotRequest.objects.get(need=purchase.need)
    return Contract.objects.filter(negotiation__request=request).latest("created_at")


def _vote(world: World, purchase: Purchase, contract: Contract) -> None:
    at = world.ago(purchase.asked - 9, "09:10")
    services.record_board_vote(
        contract=contract,
        held_on=at.date() - timedelta(days=1),
        votes_for=7,
        votes_against=1,
        actor=world.person(purchase.writer),
        at=at,
    )


def _sign(contract: Contract, person: User, at: datetime) -> None:
    sign_contract(
        contract=contract,
        sha256=contract.sha256,
        typed_name=person.name,
        is_intent_affirmed=True,
        signed_in_at=at - timedelta(minutes=4),
        actor=person,
        at=at,
    )


def _lapse(world: World, purchase: Purchase, contract: Contract) -> None:
    """Nobody signs in time; the portal lets it lapse, and the district gives up."""
    services.lapse_contract(contract=contract, actor=None, at=world.ago(purchase.starts, "08:00"))
    abandon_negotiation(
        negotiation=contract.negotiation,
        reason=purchase.reason,
        actor=world.person(purchase.writer),
        at=world.ago(purchase.starts - 2, "10:00"),
    )


def _provider_signatory(world: World, purchase: Purchase) -> User:
    body = BODIES[MODELS[purchase.model].provider]
    key = next(person.key for person in body.people if "signatory" in person.roles)
    return world.person(key)
