"""The policy the portal ships with, as data: each number with its source beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def shipped_policy() -> dict[str, Any]:
    """The body of the shipped policy (Pilotage rules 10)."""
    return json.loads((Path(__file__).parent / "policy.json").read_text(encoding="utf-8"))
