"""PURE: what an amendment of a published round changes, field by field, in words; and how far it moves the closing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """One field before and after, as people read it."""

    name: str
    label: str
    old: str
    new: str

    def as_json(self) -> dict[str, Any]:
        """For the amendment's row."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a notice: its name in the form, its label, and its value in words."""

    name: str
    label: str
    words: str


def changes_between(before: Sequence[Field], after: Sequence[Field]) -> tuple[Change, ...]:
    """Each field whose words differ, in the order of the notice."""
    pairs = zip(before, after, strict=True)
    return tuple(Change(old.name, old.label, old.words, new.words) for old, new in pairs if old.words != new.words)
