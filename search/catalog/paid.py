"""PURE: what districts paid for a model, from signed contracts."""

from collections.abc import Iterable

FEWEST_PRICES_FOR_A_RANGE = 2


def paid_range_cents(contracts: Iterable[tuple[int, int]]) -> tuple[int, int] | None:
    """The lowest and highest price a student, in cents, of contracts given as total cents and students; None below
    two contracts, since one price is a single district's."""
    prices = [total // students for total, students in contracts if students]
    if len(prices) < FEWEST_PRICES_FOR_A_RANGE:
        return None
    return min(prices), max(prices)
