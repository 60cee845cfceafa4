"""PURE: the three-way match: what was ordered, what was accepted, what is invoiced; to the cent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Match:
    """Whether the three agree; `reason` says with the amounts which do not."""

    is_exact: bool
    reason: str = ""


def match(*, ordered_cents: int, accepted_cents: int | None, invoiced_cents: int) -> Match:
    """Compare the three amounts, in cents. Nothing accepted never matches."""
    if accepted_cents is None:
        return Match(False, "The milestone is not accepted yet, so there is nothing to invoice.")
    if accepted_cents != ordered_cents:
        return Match(False, f"{dollars(accepted_cents)} was accepted, but the contract says {dollars(ordered_cents)}.")
    if invoiced_cents != ordered_cents:
        gap = invoiced_cents - ordered_cents
        way = "more" if gap > 0 else "less"
        return Match(
            False,
            f"The invoice is for {dollars(invoiced_cents)}, {dollars(abs(gap))} {way} than the "
            f"{dollars(ordered_cents)} that the contract sets and the district accepted. They must agree to the cent.",
        )
    return Match(True)


def dollars(cents: int) -> str:
    """`$9,280.00`: always with cents, where cents matter."""
    return f"${cents // 100:,}.{cents % 100:02d}"
