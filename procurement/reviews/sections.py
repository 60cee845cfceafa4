"""What higher slices add to the page of a review: links to the decision that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

_sources: list[Callable[[Any, Any], Iterable[tuple[str, str]]]] = []


def add_decision_links(
    source: Callable[[Any, Any], Iterable[tuple[str, str]]],
) -> Callable[[Any, Any], Iterable[tuple[str, str]]]:
    """Register a callable ``(subject, person)`` that gives links as words and address."""
    _sources.append(source)
    return source


def decision_links(subject: Any, person: Any) -> list[tuple[str, str]]:
    """What higher slices have for this subject and person."""
    return [link for source in _sources for link in source(subject, person)]
