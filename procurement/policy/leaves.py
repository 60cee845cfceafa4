"""PURE: the numbers of a policy one by one: where each stands, what it accepts, and its value in a body."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_type_hints

from procurement.policy.reading import held_before
from procurement.policy.schema import PolicyBody


@dataclass(frozen=True, slots=True)
class Leaf:
    """One number: its dotted place, its group's heading, its label, and what it accepts."""

    path: str
    heading: str
    label: str
    accepts: Mapping[str, Any]


@cache
def leaves() -> tuple[Leaf, ...]:
    """Every number in the order of the schema; the criteria are no numbers."""
    return tuple(_leaves(PolicyBody, path="", heading=""))


def leaf_of(body: Mapping[str, Any], leaf: Leaf) -> dict[str, Any]:
    """The value of a number and its source; what held before where the body is older than the number.

    Raises KeyError where it must be there and is not.
    """
    *parts, last = leaf.path.split(".")
    for part in parts:
        body = body.get(part, {})
    found = body.get(last) or held_before(leaf.accepts, leaf.path)
    if found is None:
        raise KeyError(leaf.path)
    return dict(found)


def body_of(values: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A body's numbers from the value and source of each, by their dotted places."""
    body: dict[str, Any] = {}
    for path, value in values.items():
        *parts, last = path.split(".")
        node = body
        for part in parts:
            node = node.setdefault(part, {})
        node[last] = dict(value)
    return body


def _leaves(cls: type, *, path: str, heading: str) -> Iterator[Leaf]:
    hints = get_type_hints(cls)
    for field in dataclasses.fields(cls):
        here = f"{path}.{field.name}" if path else field.name
        meta = field.metadata
        if meta["kind"] == "section":
            title = meta["label"] if not heading else f"{heading}: {meta['label'].lower()}"
            yield from _leaves(hints[field.name], path=here, heading=title)
        elif meta["kind"] != "reader":
            yield Leaf(here, heading, meta["label"], meta)
