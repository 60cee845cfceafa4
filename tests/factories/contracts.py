"""Contracts for tests, made by calling services as people."""

import datetime

from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from procurement.contracts import services
from procurement.contracts.models import Contract
from procurement.contracts.signing import sign_contract
from tests.factories import AT
from tests.factories.memory import lived_once
from tests.factories.negotiations import make_negotiation


def writer_of(contract):
    """The one who writes for the district."""
    return people_with(contract.agreement.buyer, Role.BUYER, Role.OWNER).first()


def signatory_of(contract, side):
    """The one who signs for that side."""
    organization = contract.agreement.buyer if side == "buyer" else contract.agreement.provider
    return people_with(organization, Role.SIGNATORY).first()


def record_vote(contract, *, at=AT, votes_for=7, votes_against=2):
    """The board has voted."""
    return services.record_board_vote(
        contract=contract, held_on=at.date() - datetime.timedelta(days=3), votes_for=votes_for,
        votes_against=votes_against, actor=writer_of(contract), at=at,
    )  # fmt: skip


def send(contract, *, at=AT):
    """Out for signature."""
    return services.send_for_signature(contract=contract, actor=writer_of(contract), at=at)


def sign(contract, side, *, at=AT, **changes):
    """That side's signatory signs."""
    person = changes.pop("actor", None) or signatory_of(contract, side)
    given = {
        "contract": contract,
        "sha256": contract.sha256,
        "typed_name": person.name,
        "is_intent_affirmed": True,
        "signed_in_at": at - datetime.timedelta(minutes=2),
        "actor": person,
        "at": at,
    }
    return sign_contract(**(given | changes))


def execute(contract, *, at=AT):
    """Both sign, after the vote."""
    record_vote(contract, at=at)
    send(contract, at=at)
    sign(contract, "buyer", at=at)
    sign(contract, "provider", at=at)
    contract.refresh_from_db()
    return contract


@lived_once
def make_contract(*, state="assembled", at=AT, **options):
    """A contract in the state asked for."""
    if state in ("completed", "terminated"):
        contract = make_contract(state="executed", at=at, **options)
    else:
        contract = Contract.objects.get(negotiation=make_negotiation(state="agreed", at=at, **options))
    if state == "out_for_signature":
        record_vote(contract, at=at)
        send(contract, at=at)
    elif state == "executed":
        execute(contract, at=at)
    elif state == "completed":
        services.complete_contract(contract=contract, actor=None, at=at)
    elif state == "terminated":
        services.terminate_contract(contract=contract, reason="The school closed.", actor=None, at=at)
    elif state == "declined":
        services.decline_contract(contract=contract, reason="Other days.", actor=writer_of(contract), at=at)
    elif state == "lapsed":
        services.lapse_contract(contract=contract, actor=None, at=contract.sign_by)
    contract.refresh_from_db()
    return contract
