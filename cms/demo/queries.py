"""Who can be signed in as."""

from collections.abc import Iterable
from dataclasses import dataclass

from cms.demo.stories.people import AGENCY, BODIES, NO_BODIES, ON_THEIR_OWN, Body, Person, mail_of
from marketplace.organizations.roles import in_words
from marketplace.people.models import User


@dataclass(frozen=True, slots=True)
class Guest:
    """One of the demo's people, as the page lists them."""

    email: str
    name: str
    roles: str
    first: str


@dataclass(frozen=True, slots=True)
class Party:
    """An organization and those of its people who can be signed in as."""

    name: str
    about: str
    guests: tuple[Guest, ...]


def parties() -> tuple[Party, ...]:
    """Every organization of the demo with its people, the department first; without people before the demo is built."""
    present = set(people().values_list("email", flat=True))
    found = (Party(body.name, body.about, tuple(_guests(body, present))) for body in (*BODIES, *NO_BODIES))
    return tuple(party for party in found if party.guests)


def people() -> "Iterable[User]":
    """The made-up people who may be signed in as."""
    return User.objects.filter(is_fictional=True, is_active=True)


def _guests(body: Body, present: set[str]) -> Iterable[Guest]:
    for person in body.people:
        email = mail_of(person.key)
        if email in present:
            yield Guest(email, person.name, _roles(person, body), person.first)


def _roles(person: Person, body: Body) -> str:
    words = in_words(person.roles) or ("evaluator" if body is ON_THEIR_OWN else "helping hand")
    return "independent reviewer" if body is AGENCY and person.roles == ("reviewer",) else words
