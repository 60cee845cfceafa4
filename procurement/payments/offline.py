"""PURE: the ways to pay without a card, and what the department writes down of each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Way:
    """One way to pay: its stored value, its name, and what its number is called."""

    value: str
    label: str
    number_is: str
    how: str


WAYS = (
    Way("check", "Check", "number of the check", "Send a check to the address below."),
    Way("ach", "Bank transfer (ACH)", "trace number of the transfer", "Have your bank send an ACH transfer."),
    Way("purchase_order", "Purchase order", "number of the order", "Send a purchase order to the address below."),
)
VALUES = tuple(way.value for way in WAYS)
CHECKOUT = "checkout"


def way_of(value: str) -> Way | None:
    """The way of that value, or None."""
    return next((way for way in WAYS if way.value == value), None)
