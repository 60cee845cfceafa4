"""Which parts of a description are material, as data: each with the reason why a change of it is looked at."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path


@lru_cache(maxsize=1)
def material_fields() -> dict[str, str]:
    """The names of material fields, each with why it is material."""
    return json.loads((Path(__file__).parent / "material.json").read_text(encoding="utf-8"))
