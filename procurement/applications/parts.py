"""What higher slices add to an application beside its form: to fill in, to freeze with it, to show to its readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from procurement.applications.models import Application
from procurement.reviews.models import ReviewSubject


@dataclass(frozen=True, slots=True)
class PartStanding:
    """How far a part is: a kind of mark, words, and what keeps the application from being sent."""

    kind: str
    words: str
    missing: tuple[str, ...] = ()


class Part:
    """One part. ``page`` names its page for the provider, ``template`` what readers of the application see of it.

    With ``is_curable`` officers can ask for it when something is missing, like for a section of the form.
    """

    key = ""
    title = ""
    page = ""
    template = ""
    is_curable = False

    def standing(self, application: Application, at: datetime) -> PartStanding:
        """How far it is in a draft, or while something is missing."""
        raise NotImplementedError

    def frozen(self, application: Application) -> Any:
        """What is frozen of it when the application is sent, as data without floats."""
        raise NotImplementedError

    def sent(self, application: Application, at: datetime) -> None:
        """Called in the transaction in which the application is sent, after it was frozen."""

    def reviewed(self, application: Application) -> Mapping[str, Any] | None:
        """The section that reviewers read, if they read one."""
        return None

    def review_opened(self, application: Application, subject: ReviewSubject, at: datetime) -> None:
        """Called in the transaction in which its review opens."""

    def shown(self, application: Application, person: Any, at: datetime) -> Mapping[str, Any]:
        """What ``template`` asks for."""
        return {}


_parts: list[Part] = []


def add_part(part: type[Part]) -> type[Part]:
    """Register a part; parts stand in the order of their titles."""
    _parts.append(part())
    _parts.sort(key=lambda one: one.title)
    return part


def parts() -> tuple[Part, ...]:
    """Every part."""
    return tuple(_parts)


def curable_parts() -> dict[str, Part]:
    """The parts that officers can ask for, by key."""
    return {part.key: part for part in _parts if part.is_curable}


def missing_of(application: Application, *, at: datetime) -> Iterator[tuple[Part, str]]:
    """What of each part keeps the application from being sent."""
    for part in _parts:
        for words in part.standing(application, at).missing:
            yield part, words


def address_of(part: Part, application: Application) -> str:
    """The part's page for the provider."""
    return reverse(part.page, args=[application.reference])
