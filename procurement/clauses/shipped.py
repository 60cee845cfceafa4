"""PURE: the clause library and the contract template that the portal ships with, read from their files."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from procurement.clauses.positions import ClauseTerms

LIBRARY = Path(__file__).parent / "library"
TOPICS = ("core", "privacy", "accountability", "pilot")


def shipped_data() -> list[dict[str, Any]]:
    """Every shipped clause as stored data, with its topic, in the library's order."""
    found = []
    for topic in TOPICS:
        stored = json.loads((LIBRARY / f"{topic}.json").read_text(encoding="utf-8"))
        found += [clause | {"topic": stored["topic"]} for clause in stored["clauses"]]
    return found


@lru_cache(maxsize=1)
def shipped_clauses() -> tuple[ClauseTerms, ...]:
    """The same as version 1 of each clause."""
    return tuple(ClauseTerms.from_json(number=1, **clause) for clause in shipped_data())


def shipped_template() -> dict[str, Any]:
    """The shipped contract template: key, title, and headings with their clauses and when each applies."""
    return json.loads((LIBRARY / "template.json").read_text(encoding="utf-8"))
