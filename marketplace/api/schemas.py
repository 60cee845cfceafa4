"""PURE: the shape of answers as JSON Schema 2020-12, each leaf with what it means and an example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]
INSTANT_EXAMPLE = "2027-02-01T09:00:00-05:00"


def text(words: str, example: str, **more: Any) -> Schema:
    """A string."""
    return {"type": "string", "description": words, "examples": [example], **more}


def one_of(words: str, labels: Mapping[str, str], example: str = "") -> Schema:
    """One of these codes, each said in words."""
    said = "; ".join(f"`{value}` {label}" for value, label in labels.items())
    enum = list(labels)
    return {"type": "string", "description": f"{words} {said}.", "enum": enum, "examples": [example or enum[0]]}


def whole(words: str, example: int, **more: Any) -> Schema:
    """A whole number; of money, cents."""
    return {"type": "integer", "description": words, "examples": [example], **more}


def number(words: str, example: float) -> Schema:
    """A number with a fraction."""
    return {"type": "number", "description": words, "examples": [example]}


def flag(words: str, *, example: bool = False) -> Schema:
    """Yes or no."""
    return {"type": "boolean", "description": words, "examples": [example]}


def day(words: str, example: str = "2027-02-01") -> Schema:
    """A day where the agency is."""
    return text(words, example, format="date")


def instant(words: str) -> Schema:
    """An instant with its offset from UTC."""
    return text(words, INSTANT_EXAMPLE, format="date-time")


def address(words: str, example: str) -> Schema:
    """A whole address."""
    return text(words, f"https://pilotage.example{example}", format="uri")


def thing(words: str, /, **fields: Schema) -> Schema:
    """An object in which each of these fields is always there."""
    return {"type": "object", "description": words, "properties": fields, "required": list(fields)}


def many(words: str, items: Schema) -> Schema:
    """A list."""
    return {"type": "array", "description": words, "items": items}


def maybe(schema: Schema) -> Schema:
    """The same, or null where nothing is on record."""
    loose = {**schema, "type": [schema["type"], "null"], "description": f"{schema['description']} Null: none."}
    return loose | ({"enum": [*schema["enum"], None]} if "enum" in schema else {})


def example_of(schema: Schema) -> Any:
    """An answer of this shape, put together from the examples of its leaves."""
    if "properties" in schema:
        return {name: example_of(field) for name, field in schema["properties"].items()}
    if "items" in schema:
        return [example_of(schema["items"])]
    return schema["examples"][0]


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a table that says what an answer holds."""

    path: str
    kind: str
    words: str


def fields_of(schema: Schema, path: str = "") -> Iterator[Field]:
    """Every field, those within others as `outer.inner`, those of a list's members as `list[].inner`."""
    for name, field in schema.get("properties", {}).items():
        here = f"{path}{name}"
        inner = field.get("items", field)
        words = field["description"] if "properties" in inner or inner is field else _both(field, inner)
        yield Field(here, _kind(field), words)
        yield from fields_of(inner, f"{here}[]." if "items" in field else f"{here}.")


def _both(outer: Schema, inner: Schema) -> str:
    return f"{outer['description']} Each: {inner['description']}"


def _kind(schema: Schema) -> str:
    types: Iterable[str] = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    said = " or ".join(types)
    return f"{said}, {schema['format']}" if "format" in schema else said
