"""PURE: how a model of the catalogue stands, and what of a change in it is news to whoever keeps an eye on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

IN_FORCE = "in_force"
LAPSES = ("expired", "suspended", "revoked")


@dataclass(frozen=True, slots=True)
class Standing:
    """In force, or why not; in which tier, or the last one; and whether it is only listed from research."""

    standing: str
    tier: str
    is_listing: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What became of a model at an instant. `is_dated`: the record says when; else that is when it was noticed."""

    kind: str
    tier: str
    tier_before: str
    happened_at: datetime
    is_dated: bool = True


def kind_of(before: Standing | None, after: Standing | None) -> str:
    """The kind of news in going from one standing to the other; empty where there is none."""
    if before is None or after is None or before == after:
        return ""
    if after.standing != before.standing:
        return after.standing if after.standing in LAPSES else "back"
    if after.standing != IN_FORCE:
        return ""
    if before.is_listing and not after.is_listing:
        return "approved"
    return "tier" if before.tier != after.tier else ""


def changes_between(
    before: Standing | None,
    *,
    stands_at: Callable[[datetime], Standing | None],
    boundaries: Iterable[datetime],
    since: datetime,
    until: datetime,
) -> tuple[list[Change], Standing | None]:
    """Every change after `since` up to `until`, in order, and how it stands then.

    `boundaries` are the instants at which the record lets something begin or end. What is not explained by one of
    them (the record itself was changed) is a change without a date, noticed at `until`.
    """
    found: list[Change] = []
    current = before
    for instant in sorted({one for one in boundaries if since < one <= until}):
        current = _step(found, current, stands_at(instant), instant, is_dated=True)
    current = _step(found, current, stands_at(until), until, is_dated=False)
    return found, current


def _step(
    found: list[Change], before: Standing | None, after: Standing | None, at: datetime, *, is_dated: bool
) -> Standing | None:
    kind = kind_of(before, after)
    if kind:
        found.append(Change(kind, after.tier, before.tier, at, is_dated))
    return after or before
