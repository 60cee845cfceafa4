"""Negotiations for tests, made by calling services as people."""

import copy

from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from procurement.negotiations import services
from procurement.negotiations.queries import latest
from tests.factories import AT
from tests.factories.memory import lived_once
from tests.factories.quotes import make_request


def speaker(negotiation, side):
    """Somebody who speaks for that side."""
    if side == "buyer":
        return people_with(negotiation.request.buyer, Role.BUYER, Role.OWNER).first()
    return people_with(negotiation.request.provider, Role.AUTHOR, Role.OWNER).first()


def body_with(revision, **positions):
    """The revision's body with clause positions changed: `breach={"position": "parameter", …}`."""
    body = copy.deepcopy(revision.body)
    for entry in body["clauses"]:
        entry.update(positions.get(entry["key"], {}))
    return body


HOURS_48 = {"breach": {"position": "parameter", "parameters": {"breach_hours": 48}}}
HOURS_24 = {"breach": {"position": "parameter", "parameters": {"breach_hours": 24}}}


def propose(negotiation, side, *, at=AT, body=None, note="", **positions):
    """One side proposes the next revision."""
    last = latest(negotiation)
    body = body or body_with(last, **positions)
    return services.propose_revision(
        negotiation=negotiation, based_on=last.number, body=body, note=note, actor=speaker(negotiation, side), at=at
    )


def accept(negotiation, side, *, at=AT, sha256=None):
    """One side accepts the newest revision."""
    return services.accept_revision(
        negotiation=negotiation, sha256=sha256 or latest(negotiation).sha256, actor=speaker(negotiation, side), at=at
    )


def answer_as_provider(negotiation, *, at=AT):
    """The provider proposes 48 hours for a breach notice."""
    return propose(negotiation, "provider", at=at, **HOURS_48)


def make_agreed(negotiation, *, at=AT):
    """Both sides hold the newest revision."""
    for side in ("buyer", "provider"):
        if negotiation.state == "open":
            accept(negotiation, side, at=at)
            negotiation.refresh_from_db()
    return negotiation


@lived_once
def make_negotiation(*, state="open", at=AT, **options):
    """A negotiation in the state asked for."""
    negotiation = make_request(state="issued", at=at, **options).negotiation
    if state == "agreed":
        make_agreed(negotiation, at=at)
    if state == "abandoned":
        services.abandon_negotiation(
            negotiation=negotiation, reason="We could not agree.", actor=speaker(negotiation, "provider"), at=at
        )
    negotiation.refresh_from_db()
    return negotiation
