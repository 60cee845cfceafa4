"""The application form the portal ships with, as data. Each round takes its own copy when it is published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

SHIPPED_KEY, SHIPPED_TITLE = "standard", "Standard application"


def shipped_form() -> dict[str, Any]:
    """The shipped form definition."""
    return json.loads((Path(__file__).parent / "form.json").read_text(encoding="utf-8"))
