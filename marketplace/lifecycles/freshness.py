"""Saving over somebody else: a form brings marks of the values it was opened on, and the service holds them against
what stands now."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from marketplace.lifecycles.errors import Stale

SHORT = 120
SAVE_AGAIN = "What you typed is still here: check it, and save again."


def marks_of(values: Mapping[str, Any]) -> str:
    """A mark for each value, as a hidden field carries them."""
    return json.dumps({name: _mark(value) for name, value in values.items()}, separators=(",", ":"))


def require_fresh(*, seen: str | None, now: Mapping[str, Any], advice: str = SAVE_AGAIN) -> None:
    """Raise Stale, naming each value that is another now than when the marks were made, and how it stands.

    `now` has the names that people read as keys. Without marks nothing is asked. `advice` says what to do next.
    """
    marks = _read(seen)
    changed = {name: value for name, value in now.items() if name in marks and marks[name] != _mark(value)}
    if changed:
        stands = "; ".join(_standing(name, value) for name, value in changed.items())
        raise Stale(f"Somebody saved this while you had the page open: {stands}. {advice}")


def _standing(name: str, value: Any) -> str:
    words = ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return f"{name}: now “{words}”" if 0 < len(words) <= SHORT else f"{name}: changed"


def _mark(value: Any) -> str:
    return hashlib.sha256(str(value).encode()).hexdigest()[:12]


def _read(seen: str | None) -> Mapping[str, str]:
    try:
        marks = json.loads(seen or "{}")
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}
