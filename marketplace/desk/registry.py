"""What each slice has for whom: slices register sources, the desk asks them all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

Source = Callable[[Any, datetime], Iterable["DeskItem"]]
_sources: list[Source] = []


@dataclass(frozen=True)
class DeskItem:
    """One matter on somebody's desk.

    With `waiting_for` it is somebody else's turn, whose name that is; without, it needs this person.
    `due` is the instant it has to be done by, `since` the one from which it waits, `action` the words of its link.
    """

    organization_id: int
    title: str
    url: str
    reference: str
    due: datetime | None = None
    detail: str = ""
    action: str = "Open"
    waiting_for: str = ""
    since: datetime | None = None


def desk_source(source: Source) -> Source:
    """Register a callable `(person, at) -> items`; it gives only what that person may see, in few queries."""
    _sources.append(source)
    return source


def items_for(person: Any, at: datetime) -> list[DeskItem]:
    """Everything that all slices have for the person, the oldest clock first, then what has none by its age."""
    found = [item for source in _sources for item in source(person, at)]
    return sorted(found, key=_clock_order)


def _clock_order(item: DeskItem) -> tuple[bool, datetime | float, str]:
    clock = item.due or item.since
    return (item.due is None, clock.timestamp() if clock else float("inf"), item.reference)
