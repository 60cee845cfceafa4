"""PURE: one way to write data down, so that one hash stands for it.

Canonical JSON after RFC 8785 (sorted keys, shortest escapes, no white space), narrowed: no floating
point numbers at all. Decimals and dates become strings, so that two machines never round differently.
"""

import datetime
import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

LARGEST_SAFE_INTEGER = 2**53 - 1


class NotCanonical(TypeError):
    """The data holds something that has no single canonical form; the message says where."""


def canonical_json(data: Any) -> str:
    """Return the canonical JSON text of `data`.

    Accepts mappings with text keys, lists, tuples, text, integers up to 2**53 - 1, booleans, None,
    Decimal (written as a plain decimal string), date (ISO 8601) and aware datetime (UTC, "Z").
    Raises NotCanonical for anything else, floats first of all, naming the place.
    """
    return json.dumps(_plain(data, "$"), ensure_ascii=False, separators=(",", ":"), sort_keys=False)


def sha256_of(data: Any) -> str:
    """Return the sha256, in 64 hexadecimal digits, of text as it stands, bytes, or canonical JSON of other data."""
    if isinstance(data, bytes):
        raw = data
    elif isinstance(data, str):
        raw = data.encode()
    else:
        raw = canonical_json(data).encode()
    return hashlib.sha256(raw).hexdigest()


def _plain(value: Any, place: str) -> Any:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return _text(value, place)
    if isinstance(value, int):
        return _integer(value, place)
    if isinstance(value, Mapping):
        return _mapping(value, place)
    if isinstance(value, (list, tuple)):
        return [_plain(item, f"{place}[{position}]") for position, item in enumerate(value)]
    return _as_string(value, place)


def _as_string(value: Any, place: str) -> str:
    if isinstance(value, float):
        raise NotCanonical(f"{place} is the float {value!r}: pass a Decimal or an integer")
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise NotCanonical(f"{place} is {value}: pass a finite Decimal")
        return format(value, "f")
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            raise NotCanonical(f"{place} is an instant without a zone: pass an aware datetime")
        return value.astimezone(datetime.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, datetime.date):
        return value.isoformat()
    raise NotCanonical(f"{place} is a {type(value).__name__}: pass text, a number, a list or a mapping")


def _text(value: str, place: str) -> str:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise NotCanonical(f"{place} holds half of a surrogate pair") from None
    return str(value)


def _integer(value: int, place: str) -> int:
    if abs(value) > LARGEST_SAFE_INTEGER:
        raise NotCanonical(f"{place} is {value}: integers beyond 2**53 - 1 are passed as text")
    return int(value)


def _mapping(value: Mapping, place: str) -> dict[str, Any]:
    for key in value:
        if not isinstance(key, str):
            raise NotCanonical(f"{place} has the key {key!r}: keys are text")
    ordered = sorted(value, key=lambda key: _text(key, place).encode("utf-16-be"))
    return {str(key): _plain(value[key], f"{place}.{key}") for key in ordered}
