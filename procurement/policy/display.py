"""PURE: a policy in words: each number with its unit and the source beside it."""

from __future__ import annotations

import calendar
import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, get_type_hints

from procurement.policy.schema import PolicyBody


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
    return tuple(_groups(PolicyBody, body, path="", heading=""))


def money_in_words(cents: int) -> str:
    """Whole cents as dollars, without cents where there are none."""
    dollars, rest = divmod(cents, 100)
    return f"${dollars:,}" if not rest else f"${dollars:,}.{rest:02d}"


def _groups(cls: type, body: Mapping[str, Any], *, path: str, heading: str) -> Iterator[Group]:
    hints = get_type_hints(cls)
    rows = []
    for field in dataclasses.fields(cls):
        here = f"{path}.{field.name}" if path else field.name
        meta = field.metadata
        if meta["kind"] == "section":
            title = meta["label"] if not heading else f"{heading}: {meta['label'].lower()}"
            yield from _groups(hints[field.name], body[field.name], path=here, heading=title)
        elif meta["kind"] != "reader":
            leaf = body[field.name]
            rows.append(Row(here, meta["label"], _value(leaf["value"], meta), leaf["source"]))
    if rows:
        yield Group(heading, tuple(rows))


def _place(zone: str) -> str:
    return f"{zone.rpartition('/')[2].replace('_', ' ')} time"


def _ordinal(day: int) -> str:
    ending = "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


_NAMED = {"month": lambda number: calendar.month_name[number], "day of the month": _ordinal, "zone": _place}


def _value(value: Any, meta: Mapping[str, Any]) -> str:
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
