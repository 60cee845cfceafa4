"""The rules that the portal ships with as examples, each with its source beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def shipped_rules() -> list[dict[str, Any]]:
    """Every shipped rule as stored data."""
    return json.loads((Path(__file__).parent / "rules.json").read_text(encoding="utf-8"))
