"""What each slice has for whom: slices register sources, the desk asks them all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from marketplace.access.addresses import openable

Rows = Callable[[Any], Iterable[QuerySet]]
Source = Callable[[Any, datetime], Iterable["DeskItem"]]
HandedDesks = Callable[[Collection[Any], datetime], Iterable["HandedDesk"]]


@dataclass(frozen=True)
class Registered:
    """A source and the capabilities of which a person's organizations need one for it to be asked; none: always."""

    source: Source
    capabilities: frozenset[str] = frozenset()


@dataclass(frozen=True)
class HandedDesk:
    """A person's desk in one organization that a colleague looks after until an instant; `url` is where it is ended."""

    giver: Any
    taker: Any
    organization: Any
    ends_at: datetime
    url: str


_sources: list[Registered] = []
_office: list[Source] = []
_handed: list[HandedDesks] = []
_left_out: list[Rows] = []


@dataclass(frozen=True)
class DeskItem:
    """One matter on somebody's desk.

    With `waiting_for` it is somebody else's turn, whose name that is; without, it needs this person.
    With `instead_of` it is on the desk of a colleague, whose name that is, and this person looks after it.
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
    instead_of: str = ""

    def for_who_acts(self) -> DeskItem:
        """The same on the desk of somebody whose turn it is."""
        return replace(self, waiting_for="")


def handed_desk_source(source: HandedDesks) -> HandedDesks:
    """Register a callable `(people, at) -> desks`: those that run then and that one of the people gave or took."""
    _handed.append(source)
    return source


def handed_desks(people: Collection[Any], at: datetime) -> list[HandedDesk]:
    """The desks handed over at this instant, of which one of the people is giver or taker."""
    return [desk for source in _handed for desk in source(people, at)] if people else []


def desk_source(source: Source | None = None, *, capability: str | tuple[str, ...] = ()) -> Any:
    """Register a callable `(person, at) -> items`; it gives only what that person may see, in few queries.

    With `capability` (`offers`, `buys`, ... or several) only people of such an organization are asked for.
    """
    wanted = frozenset((capability,) if isinstance(capability, str) else capability)

    def register(found: Source) -> Source:
        _sources.append(Registered(found, wanted))
        return found

    return register if source is None else register(source)


def office_source(source: Source) -> Source:
    """Register a callable `(person, at) -> items`: every open matter of a slice with whose turn it is in `waiting_for`,
    apart from those that a conflict of interest keeps from the person; in few queries."""
    _office.append(source)
    return source


def office_items(person: Any, at: datetime) -> list[DeskItem]:
    """Everything that waits on anybody in the agency's work, the oldest clock first, then what has none by its age."""
    return sorted((item for source in _office for item in source(person, at)), key=clock_order)


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
    return sorted((item for one in asked for item in one.source(person, at)), key=clock_order)


def items_looked_after(desk: HandedDesk, at: datetime) -> list[DeskItem]:
    """What waits on a desk that was handed over, as far as its taker may open it themself: roles and conflicts of
    interest hold for them, and what is a person's own, such as a review, is not among it."""
    organization = desk.organization
    waiting = items_for(desk.giver, at, capabilities=organization.capabilities)
    theirs = [item for item in waiting if item.organization_id == organization.pk and not item.waiting_for]
    reach = openable(desk.taker, [item.url for item in theirs])
    return [replace(item, instead_of=str(desk.giver)) for item in theirs if item.url in reach]


def _concerns(one: Registered, capabilities: Collection[str] | None) -> bool:
    return capabilities is None or not one.capabilities or bool(one.capabilities & set(capabilities))


def clock_order(item: DeskItem) -> tuple[bool, datetime | float, str]:
    """The oldest clock first, then what has none by its age."""
    clock = item.due or item.since
    return (item.due is None, clock.timestamp() if clock else float("inf"), item.reference)
