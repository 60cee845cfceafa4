"""PURE: two versions of a description side by side: what is different, and which of it is material."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a description that is different, in words. ``why`` says why it is material; "" where it is not."""

    field: str
    label: str
    before: str
    after: str
    why: str = ""

    @property
    def is_material(self) -> bool:
        """Whether people look at it before it counts."""
        return bool(self.why)

    def as_stored(self) -> dict[str, Any]:
        """As a record keeps it."""
        return asdict(self)


def changes_between(
    before: Mapping[str, tuple[str, str]], after: Mapping[str, tuple[str, str]], *, material: Mapping[str, str]
) -> list[Change]:
    """What is different between two descriptions, material parts first, in the order of the later one.

    Both map the name of a part to its label and its words; ``material`` maps names to why.
    """
    names: Sequence[str] = [*after, *(name for name in before if name not in after)]
    found = []
    for name in names:
        label, words = after.get(name, (before.get(name, ("", ""))[0], ""))
        earlier = before.get(name, ("", ""))[1]
        if " ".join(words.split()) != " ".join(earlier.split()):
            found.append(Change(name, label, earlier, words, material.get(name, "")))
    return sorted(found, key=lambda change: not change.is_material)
