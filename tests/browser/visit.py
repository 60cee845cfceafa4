"""A page to look at, and who looks."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.test import Client

from marketplace.people.models import User
from tests import portal


@dataclass(frozen=True)
class Visit:
    """A page to look at. `prepare` gives a signed-in client and the address, in the database as it then is."""

    name: str
    prepare: Callable[[], tuple[Client, str]]
    person: User | None = None


def as_nobody(address: str) -> Visit:
    return as_person(None, address)


def as_person(person: User | None, address: str) -> Visit:
    name = f"{address} as {person}" if person else address
    return Visit(name, partial(_as, person, address), person)


def _as(person: User | None, address: str) -> tuple[Client, str]:
    return portal.client_of(person), address
