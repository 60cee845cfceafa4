"""What higher slices add to the pages of a decision: what came after it, such as an appeal."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from procurement.designations.models import Determination


@dataclass(frozen=True, slots=True)
class Afterwards:
    """One thing that came, or can still come, after a decision: words, a clock while it runs, and the way to it."""

    title: str
    words: str
    url: str = ""
    action: str = ""
    due: datetime | None = None
    due_words: str = "due"


Source = Callable[[Determination, Any, datetime], Iterable[Afterwards]]
_sources: list[Source] = []


def add_afterwards(source: Source) -> Source:
    """Register a callable ``(determination, person, at)``; the person is None on the page that everyone reads."""
    _sources.append(source)
    return source


def afterwards_of(determination: Determination, person: Any, at: datetime) -> list[Afterwards]:
    """What higher slices have for this decision and person."""
    return [found for source in _sources for found in source(determination, person, at)]
