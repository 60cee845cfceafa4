"""PURE: what the votes of a panel amount to, and what still keeps it from a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """Votes for and against. A measure is valid if more than half of those who voted find so."""

    valid: int
    not_valid: int

    @property
    def is_validated(self) -> bool:
        """Whether the measure is valid: a tie is not enough."""
        return self.valid > self.not_valid

    @property
    def words(self) -> str:
        """How many voted how, in a sentence."""
        count = self.valid + self.not_valid
        return f"{self.valid} of {count} expert{'' if count == 1 else 's'} found it valid."


def tally_of(votes: Sequence[bool]) -> Tally:
    """The votes counted."""
    return Tally(sum(votes), len(votes) - sum(votes))


def lacks(*, cast: int, asked: int, needed: int) -> str:
    """What still keeps the panel from a decision; empty where nothing does."""
    if asked:
        return f"{asked} vote{'' if asked == 1 else 's'} still out."
    if cast < needed:
        more = needed - cast
        return f"At least {needed} experts vote. Name {more} more."
    return ""
