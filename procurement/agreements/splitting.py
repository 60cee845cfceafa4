"""PURE: one purchase cut into several small ones, seen by adding them up.

Spend counts by buyer, provider, category and fiscal year (Pilotage rules 1.2, P6); the fiscal year is
that of the start date. The verdict carries the arithmetic, so that a refusal can show it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class SpendKind(StrEnum):
    """What an entry does to the sum: reserved and fixed add to it, released takes away."""

    RESERVED = "reserved"
    FIXED = "fixed"
    RELEASED = "released"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger: what it belongs to (a request's reference), its kind and its cents, never negative."""

    label: str
    kind: SpendKind
    amount_cents: int

    @property
    def signed_cents(self) -> int:
        return -self.amount_cents if self.kind is SpendKind.RELEASED else self.amount_cents


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the arithmetic."""

    label: str
    amount_cents: int


@dataclass(frozen=True, slots=True)
class SplittingVerdict:
    """Whether the amount still fits under the limit, with the sum that says so."""

    is_allowed: bool
    lines: tuple[Line, ...]
    total_cents: int
    limit_cents: int

    @property
    def over_cents(self) -> int:
        return max(0, self.total_cents - self.limit_cents)


def add_up(*, entries: Sequence[Entry], asked_label: str, asked_cents: int, limit_cents: int) -> SplittingVerdict:
    """Add what is already committed to what is asked; over the limit is splitting.

    `entries` are those of the same buyer, provider, category and fiscal year, without the request itself.
    Raises ValueError for a negative amount.
    """
    if asked_cents < 0 or any(entry.amount_cents < 0 for entry in entries):
        raise ValueError("amounts of spend are never negative")
    committed: dict[str, int] = {}
    for entry in entries:
        committed[entry.label] = committed.get(entry.label, 0) + entry.signed_cents
    lines = [Line(label, cents) for label, cents in committed.items() if cents]
    lines.append(Line(asked_label, asked_cents))
    total = sum(line.amount_cents for line in lines)
    return SplittingVerdict(total <= limit_cents, tuple(lines), total, limit_cents)


def arithmetic_words(verdict: SplittingVerdict) -> str:
    """The sum as one sentence: "PRQ-… $9,000.00 + this request $8,000.00 = $17,000.00, limit $15,000.00"."""
    terms = " + ".join(f"{line.label} {money_words(line.amount_cents)}" for line in verdict.lines)
    return f"{terms} = {money_words(verdict.total_cents)}; the limit is {money_words(verdict.limit_cents)}"


def money_words(cents: int) -> str:
    """Cents as dollars with both decimals, a minus before the sign."""
    return f"{'−' if cents < 0 else ''}${abs(cents) // 100:,}.{abs(cents) % 100:02d}"
