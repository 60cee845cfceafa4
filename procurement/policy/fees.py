"""PURE: who pays nothing by the policy itself, without asking."""

from __future__ import annotations

from dataclasses import dataclass

from procurement.policy.display import money_in_words
from procurement.policy.schema import Fees

PUBLIC_BODY, SMALL_FIRM = "public_body", "small_firm"


@dataclass(frozen=True, slots=True)
class Payer:
    """What the policy asks of the one who would pay; a number of people that nobody gave is None."""

    is_public_body: bool
    people_count: int | None = None


def ground_of(fees: Fees, payer: Payer) -> str:
    """Why this payer pays nothing; empty where the fee is due."""
    if payer.is_public_body and fees.is_public_body_exempt:
        return PUBLIC_BODY
    if payer.people_count is not None and payer.people_count < fees.exempt_under_people:
        return SMALL_FIRM
    return ""


def classes_in_words(fees: Fees) -> str:
    """The classes of the policy in a sentence; empty where everybody pays."""
    classes = ["public bodies"] if fees.is_public_body_exempt else []
    if fees.exempt_under_people:
        classes.append(f"firms with fewer than {fees.exempt_under_people} people")
    words = " and ".join(classes)
    return f"{words[0].upper()}{words[1:]} pay nothing." if words else ""


def fee_in_words(fees: Fees) -> str:
    """What an application costs and who pays nothing."""
    if not fees.application_cents:
        return "Nothing."
    return f"{money_in_words(fees.application_cents)}. {classes_in_words(fees)}".strip()
