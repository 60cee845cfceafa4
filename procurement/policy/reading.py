"""PURE: reads a nested JSON body into frozen dataclasses, collecting every fault at its field.

A leaf of the body is ``{"value": ..., "source": "..."}``, so that each number keeps its source beside
it. What a field accepts is written in the dataclass with :func:`number`, :func:`decimal`, :func:`choice`,
:func:`flag` or :func:`words`. A field that came later says with ``before`` what held before there was one:
versions published without it are read so, since they never change. Where that differs from group to group,
``before`` is a function of the field's dotted place; where its source is known, too, it is the whole leaf.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, get_type_hints

from marketplace.numbers import NotANumber, read_number

NO_BEFORE = object()
EARLIER = "What held before the policy named it"


class PolicyError(ValueError):
    """A body that makes no sense; ``errors`` maps the dotted field to what would be accepted."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{path}: {words}" for path, words in errors.items()))
        self.errors = dict(errors)


def number(label: str, low: int, high: int, unit: str = "", *, or_none: bool = False, before: Any = NO_BEFORE) -> Any:
    """A whole number between two bounds, both included."""
    return _field("number", label, before, low=low, high=high, unit=unit, or_none=or_none)


def decimal(label: str, low: str, high: str, unit: str = "", *, before: Any = NO_BEFORE) -> Any:
    """A decimal number between two bounds, written as a string."""
    return _field("decimal", label, before, low=Decimal(low), high=Decimal(high), unit=unit)


def choice(label: str, *accepted: str) -> Any:
    """One of some words."""
    return _field("choice", label, NO_BEFORE, accepted=accepted)


def flag(label: str, *, before: Any = NO_BEFORE) -> Any:
    """Yes or no."""
    return _field("flag", label, before)


def words(label: str, unit: str = "", *, before: Any = NO_BEFORE) -> Any:
    """Text that is not empty."""
    return _field("words", label, before, unit=unit)


def section(label: str, *, is_later: bool = False) -> Any:
    """A nested group of fields. ``is_later``: it came later, and each of its fields says what held before."""
    return _field("section", label, NO_BEFORE, is_later=is_later)


def reader(label: str, read_it: Callable[[Any, dict[str, str]], Any]) -> Any:
    """A part with a reader of its own, which notes its faults in the errors it is handed."""
    return _field("reader", label, NO_BEFORE, reader=read_it)


def _field(kind: str, label: str, before: Any, **accepts: Any) -> Any:
    return dataclasses.field(metadata={"kind": kind, "label": label, "before": before, **accepts})


def held_before(accepts: Mapping[str, Any], path: str) -> dict[str, Any] | None:
    """The leaf that holds where a body has none of this field at ``path``; None where it must be there."""
    before = accepts["before"]
    before = before(path) if callable(before) else before
    if isinstance(before, Mapping):
        return dict(before)
    return None if before is NO_BEFORE else {"value": before, "source": EARLIER}


def read(cls: type, body: Any, *, path: str, errors: dict[str, str]) -> Any:
    """One dataclass from its part of the body, or None once a fault was noted in ``errors``."""
    if not isinstance(body, Mapping):
        errors[path or "policy"] = "Give a group of fields here."
        return None
    hints = get_type_hints(cls)
    known = {field.name for field in dataclasses.fields(cls)}
    for extra in sorted(set(body) - known):
        errors[_join(path, extra)] = "The policy has no field of this name."
    values: dict[str, Any] = {}
    for field in dataclasses.fields(cls):
        here = _join(path, field.name)
        if field.name not in body and (leaf := held_before(field.metadata, here)):
            values[field.name] = _leaf(leaf, field.metadata, here, errors)
        elif field.name not in body and not field.metadata.get("is_later"):
            errors[here] = "This is missing."
        elif field.metadata["kind"] == "section":
            values[field.name] = read(hints[field.name], body.get(field.name, {}), path=here, errors=errors)
        elif field.metadata["kind"] == "reader":
            values[field.name] = field.metadata["reader"](body[field.name], errors)
        else:
            values[field.name] = _leaf(body[field.name], field.metadata, here, errors)
    return cls(**values) if len(values) == len(known) else None


def _leaf(raw: Any, accepts: Mapping[str, Any], path: str, errors: dict[str, str]) -> Any:
    if not isinstance(raw, Mapping) or set(raw) != {"value", "source"}:
        errors[path] = "Give a value and its source."
        return None
    if not isinstance(raw["source"], str) or not raw["source"].strip():
        errors[path] = "Say where this comes from."
        return None
    value, fault = _CHECKS[accepts["kind"]](raw["value"], accepts)
    if fault:
        errors[path] = fault
    return value


def _number(value: Any, accepts: Mapping[str, Any]) -> tuple[int | None, str]:
    if value is None and accepts["or_none"]:
        return None, ""
    if isinstance(value, bool) or not isinstance(value, int) or not accepts["low"] <= value <= accepts["high"]:
        return None, f"Give a whole number from {accepts['low']:,} to {accepts['high']:,}."
    return value, ""


def _decimal(value: Any, accepts: Mapping[str, Any]) -> tuple[Decimal | None, str]:
    fault = f"Give a number from {accepts['low']} to {accepts['high']}, written as text."
    if not isinstance(value, str):
        return None, fault
    try:
        parsed = read_number(value)
    except NotANumber:
        return None, fault
    if not accepts["low"] <= parsed <= accepts["high"]:
        return None, fault
    return parsed, ""


def _choice(value: Any, accepts: Mapping[str, Any]) -> tuple[str | None, str]:
    if value not in accepts["accepted"]:
        return None, f"Give one of: {', '.join(accepts['accepted'])}."
    return value, ""


def _flag(value: Any, accepts: Mapping[str, Any]) -> tuple[bool | None, str]:
    return (value, "") if isinstance(value, bool) else (None, "Give true or false.")


def _words(value: Any, accepts: Mapping[str, Any]) -> tuple[str | None, str]:
    return (value, "") if isinstance(value, str) and value.strip() else (None, "Write something here.")


_CHECKS = {"number": _number, "decimal": _decimal, "choice": _choice, "flag": _flag, "words": _words}


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
