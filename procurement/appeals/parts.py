"""Which records hold the earlier parts that people had in a matter; higher slices add theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import Model

from procurement.applications.models import Application
from procurement.designations.models import Determination
from procurement.reviews.models import ReviewSubject

Source = Callable[[Determination], Iterable[Model]]
_sources: list[Source] = []


def add_parts(source: Source) -> Source:
    """Register a callable that gives further records on which a decision stands."""
    _sources.append(source)
    return source


def records_behind(determination: Determination) -> list[Any]:
    """The decision and everything on which it stands: application, review, each reviewer's part, the consensus."""
    found: list[Any] = [determination, *(record for source in _sources for record in source(determination))]
    return found + records_of_review(determination.subject) if determination.subject else found


def records_of_review(subject: ReviewSubject) -> list[Any]:
    """The review, each reviewer's part, the application and the consensus."""
    found = [subject, *subject.panel.assignments.all(), *Application.objects.filter(subject=subject)]
    consensus = getattr(subject.panel, "consensus", None)
    return [*found, consensus] if consensus else found
