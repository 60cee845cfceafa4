"""PURE: what changed between two texts, clause by clause and word by word.

Accepting every change gives the new text exactly, rejecting every change the old one; a clause that
only stands elsewhere is a move, never a removal beside an addition.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from procurement.negotiations.editing import shortest_edit

TOKEN = re.compile(r"\s+|[.,;:!?)\"”’]+(?=\s|$)|\S+?(?=[.,;:!?)\"”’]*(?:\s|$))")


class Op(StrEnum):
    """What happened to a run of words."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


class Fate(StrEnum):
    """What happened to a clause; moved says only that its place among the others changed."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Passage:
    """One clause or section of a text: a key that stays with it, its title and its words."""

    key: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with one fate."""

    op: Op
    text: str

    @property
    def starts_line(self) -> bool:
        """Whether a change begins on a new line, which a page then breaks before the mark and not inside it."""
        return self.op is not Op.KEPT and self.text.startswith("\n")

    @property
    def shown(self) -> str:
        """The words as a page shows them."""
        return self.text.lstrip("\n") if self.starts_line else self.text


@dataclass(frozen=True, slots=True)
class PassageChange:
    """One passage of the redline. Numbers count from 1 in each text; None where it is not in that text."""

    key: str
    fate: Fate
    moved: bool
    old_number: int | None
    new_number: int | None
    title: tuple[Piece, ...]
    pieces: tuple[Piece, ...]

    @property
    def name(self) -> str:
        """Its title as it reads now, or as it read where it was taken out."""
        kept = "".join(piece.text for piece in self.title if piece.op is not Op.REMOVED)
        return (kept or "".join(piece.text for piece in self.title)).strip()

    @property
    def is_quiet(self) -> bool:
        """True when neither its words nor its place changed."""
        return self.fate is Fate.UNCHANGED and not self.moved


@dataclass(frozen=True, slots=True)
class Redline:
    """Every passage of both texts, in the order of the new one, removed ones where they used to follow."""

    passages: tuple[PassageChange, ...]

    @property
    def changed(self) -> tuple[PassageChange, ...]:
        """The passages whose words or place changed."""
        return tuple(passage for passage in self.passages if not passage.is_quiet)

    def accepted(self) -> tuple[Passage, ...]:
        """The new text: every change taken."""
        there = [change for change in self.passages if change.new_number is not None]
        there.sort(key=lambda change: change.new_number)
        return tuple(_one_side(change, Op.ADDED) for change in there)

    def rejected(self) -> tuple[Passage, ...]:
        """The old text: no change taken."""
        there = [change for change in self.passages if change.old_number is not None]
        there.sort(key=lambda change: change.old_number)
        return tuple(_one_side(change, Op.REMOVED) for change in there)


def compare(old: Sequence[Passage], new: Sequence[Passage]) -> Redline:
    """Compare two texts. Keys are unique within each text; ValueError names one that is not."""
    before, after = _numbered(old), _numbered(new)
    staying = _staying(before, after)
    changes = [_change(key, before.get(key), after[key], key not in staying) for key in after]
    for key, (number, passage) in before.items():
        if key not in after:
            changes.insert(_place_of(number, changes), _removal(key, number, passage))
    return Redline(tuple(changes))


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """Compare two passages of words; runs read kept, removed, added, kept …"""
    if old == new:
        return (Piece(Op.KEPT, old),) if old else ()
    a, b = TOKEN.findall(old), TOKEN.findall(new)
    head = _common(a, b)
    tail = _common(a[head:][::-1], b[head:][::-1])
    runs = [(Op.KEPT, "".join(a[:head]))]
    runs += _middle(a[head : len(a) - tail], b[head : len(b) - tail])
    runs.append((Op.KEPT, "".join(a[len(a) - tail :]) if tail else ""))
    return tuple(Piece(op, text) for op, text in _tidy(runs))


def _middle(a: list[str], b: list[str]) -> list[tuple[Op, str]]:
    runs: list[tuple[Op, str]] = []
    edit = shortest_edit(a, b) or SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    for tag, a1, a2, b1, b2 in edit:
        if tag == "equal":
            runs.append((Op.KEPT, "".join(a[a1:a2])))
        else:
            runs += [(Op.REMOVED, "".join(a[a1:a2])), (Op.ADDED, "".join(b[b1:b2]))]
    return runs


def _tidy(runs: Iterable[tuple[Op, str]]) -> list[tuple[Op, str]]:
    """Join neighboring runs; a lone space between two changes belongs to both of them."""
    tidy: list[tuple[Op, str]] = []
    removed = added = space = ""
    for op, text in runs:
        if not text:
            continue
        if op is Op.KEPT and text.isspace() and (removed or added):
            space += text
            continue
        if op is Op.KEPT:
            tidy += _closed(removed, added)
            tidy.append((Op.KEPT, space + text))
            removed = added = space = ""
            continue
        removed, added, space = removed + space, added + space, ""
        removed, added = (removed + text, added) if op is Op.REMOVED else (removed, added + text)
    tidy += _closed(removed, added)
    return tidy + ([(Op.KEPT, space)] if space else [])


def _closed(removed: str, added: str) -> list[tuple[Op, str]]:
    return [(op, text) for op, text in ((Op.REMOVED, removed), (Op.ADDED, added)) if text]


def _common(a: Sequence[str], b: Sequence[str]) -> int:
    length = 0
    for left, right in zip(a, b, strict=False):
        if left != right:
            break
        length += 1
    return length


def _numbered(passages: Sequence[Passage]) -> dict[str, tuple[int, Passage]]:
    numbered: dict[str, tuple[int, Passage]] = {}
    for number, passage in enumerate(passages, start=1):
        if passage.key in numbered:
            raise ValueError(f"two passages carry the key {passage.key!r}")
        numbered[passage.key] = (number, passage)
    return numbered


def _staying(before: dict, after: dict) -> set[str]:
    """The largest set of shared passages whose order among each other did not change."""
    shared = [key for key in after if key in before]
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int | None] = []
    for index, key in enumerate(shared):
        place = bisect_left(tails, before[key][0])
        previous.append(ends[place - 1] if place else None)
        if place == len(tails):
            tails.append(before[key][0])
            ends.append(index)
        else:
            tails[place], ends[place] = before[key][0], index
    staying, at = set(), ends[-1] if ends else None
    while at is not None:
        staying.add(shared[at])
        at = previous[at]
    return staying


def _change(key: str, old: tuple[int, Passage] | None, new: tuple[int, Passage], out_of_place: bool) -> PassageChange:
    number, passage = new
    if old is None:
        return PassageChange(
            key, Fate.ADDED, False, None, number, _all(Op.ADDED, passage.title), _all(Op.ADDED, passage.text)
        )
    same = (old[1].title, old[1].text) == (passage.title, passage.text)
    return PassageChange(
        key,
        Fate.UNCHANGED if same else Fate.CHANGED,
        out_of_place,
        old[0],
        number,
        compare_words(old[1].title, passage.title),
        compare_words(old[1].text, passage.text),
    )


def _removal(key: str, number: int, passage: Passage) -> PassageChange:
    return PassageChange(
        key, Fate.REMOVED, False, number, None, _all(Op.REMOVED, passage.title), _all(Op.REMOVED, passage.text)
    )


def _all(op: Op, text: str) -> tuple[Piece, ...]:
    return (Piece(op, text),) if text else ()


def _place_of(number: int, changes: list[PassageChange]) -> int:
    """Just after the passage that stood before it in the old text and did not move away."""
    for index in range(len(changes) - 1, -1, -1):
        change = changes[index]
        if change.old_number is not None and not change.moved and change.old_number < number:
            return index + 1
    return 0


def _one_side(change: PassageChange, op: Op) -> Passage:
    def words(pieces: tuple[Piece, ...]) -> str:
        return "".join(piece.text for piece in pieces if piece.op in (Op.KEPT, op))

    return Passage(change.key, words(change.title), words(change.pieces))
