"""PURE: a redline as the page lists it: what changed stands open, runs of unchanged clauses are folded."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from procurement.clauses.positions import Bounds, ClauseTerms, Kind, limits_words
from procurement.negotiations.redline import PassageChange, Redline


@dataclass(frozen=True, slots=True)
class Fold:
    """A run of clauses that read as before."""

    first: int
    last: int

    @property
    def words(self) -> str:
        return (
            f"Clause {self.first}, unchanged"
            if self.first == self.last
            else f"Clauses {self.first} to {self.last}, unchanged"
        )

    @property
    def count(self) -> int:
        return self.last - self.first + 1


@dataclass(slots=True)
class Block:
    """A clause that is shown: its change, how far it may be changed, and what was said about it."""

    change: PassageChange
    anchor: str
    kind: str
    kind_words: str
    next_anchor: str = ""
    comments: list = field(default_factory=list)

    @property
    def title_number(self) -> str:
        return f"{self.change.new_number}. " if self.change.new_number else ""

    @property
    def place(self) -> str:
        """The clause as a comment's link names it."""
        number = self.change.new_number or self.change.old_number
        return f"clause {number}, {self.change.name}"


def blocks_of(
    redline: Redline, clauses: Mapping[str, ClauseTerms], bounds: Mapping[str, Bounds], shown: set[str]
) -> list[Block | Fold]:
    """The clauses in order: changed ones and those in `shown` (with comments) open, the rest folded."""
    found: list[Block | Fold] = []
    for change in redline.passages:
        if change.is_quiet and change.key not in shown:
            _fold(found, change)
        else:
            kind, words = kind_words(clauses.get(change.key), bounds)
            found.append(Block(change, anchor_of(change), kind, words))
    changed = [block for block in found if isinstance(block, Block) and not block.change.is_quiet]
    for block, following in pairwise(changed):
        block.next_anchor = following.anchor
    return found


def anchor_of(change: PassageChange) -> str:
    """Where on the page the clause is."""
    return f"c{change.new_number}" if change.new_number else f"gone-{change.key}"


def kind_words(terms: ClauseTerms | None, bounds: Mapping[str, Bounds]) -> tuple[str, str]:
    """Sign and words for how far a clause may be changed."""
    if terms is None or terms.kind is Kind.FREE:
        return "open", "Free to agree"
    if terms.kind is Kind.LOCKED:
        return "done", "Locked by the state"
    limits = [limits_words(parameter, bounds) for parameter in terms.parameters]
    return "half", f"Bounded: {'; '.join(limits)}" if limits else "Bounded: the library’s wordings"


def runs(found: list[Block | Fold]) -> Iterator[tuple[str, Block | Fold]]:
    """Each entry with its kind, for a template."""
    for entry in found:
        yield ("fold" if isinstance(entry, Fold) else "block"), entry


def _fold(found: list[Block | Fold], change: PassageChange) -> None:
    number = change.new_number or 0
    if found and isinstance(found[-1], Fold) and found[-1].last == number - 1:
        found[-1] = Fold(found[-1].first, number)
    else:
        found.append(Fold(number, number))
