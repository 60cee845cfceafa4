"""What a payment service does for the portal. `stripe.py` is one; tests and the demo bring others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class GatewayError(Exception):
    """The service did not answer, or not as expected; nothing is known of what it did."""


class NotGenuine(GatewayError):
    """A message whose signature does not hold, or that cannot be read."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be paid. `key` is the same each time this one payment is asked for, so that it is made once.

    The payer comes back to `done_url` after paying and to `back_url` otherwise.
    """

    key: str
    title: str
    amount_cents: int
    mail: str
    done_url: str
    back_url: str


@dataclass(frozen=True, slots=True)
class Checkout:
    """The service's own page for one payment."""

    session: str
    url: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Notice:
    """What the service says of one payment: `said` is a word of `effects.py`, or empty for what moves nothing.

    `payment` is our reference, `charge` the service's own name for the money; a refund may know only the latter.
    `refunded_cents` is all that was given back so far.
    """

    event: str
    kind: str
    said: str
    payment: str
    charge: str = ""
    amount_cents: int | None = None
    refunded_cents: int = 0
    body: str = ""


class Gateway(Protocol):
    """A payment service."""

    def begin(self, order: Order) -> Checkout:
        """Open its page for an order; the same key gives the same page. Raises GatewayError."""

    def look_up(self, *, session: str) -> Notice:
        """What it knows of a payment now. Raises GatewayError."""

    def close(self, *, session: str) -> None:
        """Have nothing more paid on a page; one that is over stays as it is. Raises GatewayError."""

    def give_back(self, *, charge: str, key: str) -> None:
        """Send all of the money back, once for a key. Raises GatewayError."""

    def read(self, *, body: bytes, signature: str) -> Notice:
        """A message of its own, once its signature holds. Raises NotGenuine."""
