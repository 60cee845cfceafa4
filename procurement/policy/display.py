"""PURE: a policy in words: each number with its unit and the source beside it."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procurement.policy.leaves import leaf_of, leaves


@dataclass(frozen=True, slots=True)
class Row:
    """One number: what it is, its value in words, and where it comes from."""

    path: str
    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Group:
    """A group of numbers under a heading."""

    title: str
    rows: tuple[Row, ...]


def in_words(body: Mapping[str, Any]) -> tuple[Group, ...]:
    """Every number of a checked body, grouped as the schema groups them; criteria are shown apart."""
    groups: dict[str, list[Row]] = {}
    for leaf in leaves():
        held = leaf_of(body, leaf)
        row = Row(leaf.path, leaf.label, value_in_words(held["value"], leaf.accepts), held["source"])
        groups.setdefault(leaf.heading, []).append(row)
    return tuple(Group(heading, tuple(rows)) for heading, rows in groups.items())


def money_in_words(cents: int) -> str:
    """Whole cents as dollars, without cents where there are none."""
    dollars, rest = divmod(cents, 100)
    return f"${dollars:,}" if not rest else f"${dollars:,}.{rest:02d}"


def _place(zone: str) -> str:
    return f"{zone.rpartition('/')[2].replace('_', ' ')} time"


def _ordinal(day: int) -> str:
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


_NAMED = {"month": lambda number: calendar.month_name[number], "day of the month": _ordinal, "zone": _place}


def value_in_words(value: Any, meta: Mapping[str, Any]) -> str:
    """A value of a field as people read it, with its unit."""
    if value is None:
        return "No limit"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    unit = meta.get("unit", "")
    if unit == "cents":
        return money_in_words(value)
    if unit == "percent":
        return f"{value}%"
    if unit in _NAMED:
        return _NAMED[unit](value)
    text = f"{value:,}" if isinstance(value, int) else str(value)
    if value in (1, "1"):
        unit = unit.removesuffix("s")
    return f"{text} {unit}".strip().replace("us_federal", "Federal holidays")
