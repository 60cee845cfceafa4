"""What each slice has for whom: slices register sources, the desk asks them all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

Rows = Callable[[Any], Iterable[QuerySet]]
Source = Callable[[Any, datetime], Iterable["DeskItem"]]


@dataclass(frozen=True)
class Registered:
    """A source and the capabilities of which a person's organizations need one for it to be asked; none: always."""

    source: Source
    capabilities: frozenset[str] = frozenset()


_sources: list[Registered] = []
_left_out: list[Rows] = []


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


def desk_source(source: Source | None = None, *, capability: str | tuple[str, ...] = ()) -> Any:
    """Register a callable `(person, at) -> items`; it gives only what that person may see, in few queries.

    With `capability` (`offers`, `buys`, ... or several) only people of such an organization are asked for.
    """
    wanted = frozenset((capability,) if isinstance(capability, str) else capability)

    def register(found: Source) -> Source:
        _sources.append(Registered(found, wanted))
        return found

    return register if source is None else register(source)


def lately_leaves_out(rows: Rows) -> Rows:
    """Register a callable `(person) -> querysets`: the records whose events the agency's feed keeps from the person."""
    _left_out.append(rows)
    return rows


def left_out_of_lately(person: Any) -> list[QuerySet]:
    """Every record whose events the agency's feed keeps from the person."""
    return [rows for source in _left_out for rows in source(person)]


def items_for(person: Any, at: datetime, *, capabilities: Collection[str] | None = None) -> list[DeskItem]:
    """Everything that the slices have for the person, the oldest clock first, then what has none by its age.

    `capabilities` are those of the person's organizations; None asks every source.
    """
    asked = [one for one in _sources if _concerns(one, capabilities)]
    return sorted((item for one in asked for item in one.source(person, at)), key=_clock_order)


def _concerns(one: Registered, capabilities: Collection[str] | None) -> bool:
    return capabilities is None or not one.capabilities or bool(one.capabilities & set(capabilities))


def _clock_order(item: DeskItem) -> tuple[bool, datetime | float, str]:
    clock = item.due or item.since
    return (item.due is None, clock.timestamp() if clock else float("inf"), item.reference)
