"""What higher slices add to a pilot's pages: links, for a person or for everyone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

Link = tuple[str, str]
Source = Callable[[Any, Any], Iterable[Link]]
_sources: list[Source] = []


def add_pilot_links(source: Source) -> Source:
    """Register a callable `(pilot, person) -> (words, address)`; `person` is None on the public page."""
    _sources.append(source)
    return source


def links_of(pilot: Any, person: Any) -> list[Link]:
    """Every link that others have for this pilot and person."""
    return [link for source in _sources for link in source(pilot, person)]
