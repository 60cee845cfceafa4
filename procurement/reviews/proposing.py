"""Asking many at once: each row by the service that asks one, under its own permission and conflicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError

from marketplace.access.permissions import NotVisible
from marketplace.desk.steps import DeadEnd
from marketplace.lifecycles.errors import Refused
from marketplace.people.models import User
from procurement.reviews.models import ReviewSubject
from procurement.reviews.services import assign_reviewer, name_lead


@dataclass(frozen=True, slots=True)
class Failure:
    """One row that was not done, and why."""

    subject: ReviewSubject
    words: str


def ask_panels(
    *, rows: Iterable[tuple[ReviewSubject, User | None, Iterable[User]]], actor: Any, at: datetime
) -> tuple[int, list[Failure]]:
    """Name the lead and ask the reviewers of each row. Gives how many people were asked or named, and what failed; one
    failure keeps nobody else from being asked."""
    done, failures = 0, []
    for subject, lead, people in rows:
        acts = [_naming(subject, lead, actor, at)] if lead else []
        for act in [*acts, *(_asking(subject, person, actor, at) for person in people)]:
            words = refusal_of(act)
            done += not words
            if words:
                failures.append(Failure(subject, words))
    return done, failures


def refusal_of(act: Callable[[], Any]) -> str:
    """Do it; gives why it was refused, or nothing where it was done."""
    try:
        act()
    except ValidationError as fault:
        return " ".join(fault.messages)
    except (Refused, DeadEnd, PermissionDenied) as refusal:
        return str(refusal)
    except NotVisible:
        return "This is not there any more."
    return ""


def _naming(subject: ReviewSubject, lead: User, actor: Any, at: datetime) -> Callable[[], Any]:
    return lambda: name_lead(subject=subject, lead=lead, actor=actor, at=at)


def _asking(subject: ReviewSubject, person: User, actor: Any, at: datetime) -> Callable[[], Any]:
    return lambda: assign_reviewer(subject=subject, reviewer=person, actor=actor, at=at)
