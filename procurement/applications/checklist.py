"""PURE: what an officer looks at before an application goes to reviewers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to look at."""

    key: str
    words: str


CHECKLIST = (
    Item("identity", "The provider is who it says: name, tax number and owners agree."),
    Item("scope", "The subjects, grades and services asked for are among those of the round."),
    Item("answers", "Every answer speaks to its question and can be read."),
    Item("evidence", "Each study named can be found on the evidence page."),
    Item("children", "No child can be recognized in anything that was sent."),
)


def unchecked(checked: frozenset[str]) -> tuple[Item, ...]:
    """The items that still need a look."""
    return tuple(item for item in CHECKLIST if item.key not in checked)
