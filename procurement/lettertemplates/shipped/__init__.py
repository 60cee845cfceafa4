"""The words of letters that the portal ships with."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def shipped_letters() -> dict[str, dict[str, str]]:
    """Opening and closing by kind of letter."""
    return json.loads((Path(__file__).parent / "letters.json").read_text(encoding="utf-8"))
