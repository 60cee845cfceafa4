"""What higher slices add to a model and its description: registries, so that imports keep pointing down."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marketplace.products.models import LearningModel, ModelVersion


@dataclass(frozen=True, slots=True)
class Part:
    """One more part of a description: its page, and its rows as people read them.

    `is_answered` is None where an empty part is an answer too.
    """

    title: str
    lede: str
    url: str
    rows: tuple[tuple[str, str], ...]
    is_answered: bool | None


Source = Callable[[ModelVersion], Part]
_sources: list[Source] = []


def add_part(source: Source) -> Source:
    """Register a callable from a version to its part."""
    _sources.append(source)
    return source


def parts_of(version: ModelVersion) -> list[Part]:
    """Every part that higher slices add, in the order of registration."""
    return [source(version) for source in _sources]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to know or do about a model, on its provider's page of it. Without a url there is nothing to do."""

    title: str
    words: str
    url: str
    action: str


NoticeSource = Callable[[LearningModel, Any, datetime], Iterable[Notice]]
_notices: list[NoticeSource] = []


def add_notice(source: NoticeSource) -> NoticeSource:
    """Register a callable from a model, a person and an instant to notices."""
    _notices.append(source)
    return source


def notices_of(model: LearningModel, person: Any, at: datetime) -> list[Notice]:
    """Every notice about a model for a person now."""
    return [notice for source in _notices for notice in source(model, person, at)]
