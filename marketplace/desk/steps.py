"""Which steps of a lifecycle still need whom: slices declare theirs, and before one begins they are walked forward.

Each step needs people of its own. A lifecycle in which some step would have nobody is not begun.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from marketplace.access.rules import Rule
from marketplace.access.scope import ask_together, current_instant, current_request_id, request_scope

Declared = Callable[[Any], Iterable["Step"]]
_declared: dict[str, list[Declared]] = {}


@dataclass(frozen=True)
class Step:
    """One step still to come, in words (`decide on the tier`); `order` says which comes before which.

    It takes `count` of the `people`, who hold or lend the role, each of whom must meet the rule of the step's own
    permission on the record. `organization` is theirs where it is not the one that asks.
    """

    words: str
    role: str
    people: Sequence[Any]
    rule: Rule
    record: Any
    order: int
    count: int = 1
    organization: Any = None


@dataclass(frozen=True)
class Remedy:
    """What can be done about a step without anybody, and the page where it is done."""

    words: str
    url: str


class DeadEnd(Exception):
    """A later step would have nobody; `str()` names it and `remedies` says what can be done."""

    refusal_status = 409

    def __init__(self, words: str, remedies: Sequence[Remedy] = ()) -> None:
        super().__init__(words)
        self.remedies = tuple(remedies)


def declare_steps(lifecycle: str) -> Callable[[Declared], Declared]:
    """Register a callable `(record) -> steps`: what a slice knows to come after the lifecycle's beginning."""

    def register(declared: Declared) -> Declared:
        _declared.setdefault(lifecycle, []).append(declared)
        return declared

    return register


def step_without_anybody(lifecycle: str, record: Any, *, without: Any = None) -> Step | None:
    """The first step still to come for which nobody is left, each other step having people of its own; None: all can
    be done. Asked in a scope of its own, so that nothing about these people is remembered beyond it. `without` is
    somebody who takes none of them."""
    with request_scope(current_request_id(), current_instant()):
        steps = [step for declared in _declared.get(lifecycle, ()) for step in declared(record)]
        ask_together(person.pk for step in steps for person in step.people)
        return _unfilled(sorted(steps, key=lambda step: step.order), without)


def _unfilled(steps: Sequence[Step], without: Any) -> Step | None:
    enough = sum(step.count for step in steps)
    holder: dict[Any, int] = {}
    asked = [(step, list(_eligible(step, enough, without))) for step in steps]
    places = [(step, able) for step, able in asked for _ in range(step.count)]
    for number, (step, _) in enumerate(places):
        if not _seat(number, places, holder, set()):
            return step
    return None


def _eligible(step: Step, enough: int, without: Any) -> Iterator[Any]:
    """The keys of those who may; more than there are places in all never decide anything."""
    found = 0
    for person in step.people:
        if found == enough:
            return
        if person != without and step.rule(person, step.record):
            found += 1
            yield person.pk


def _seat(number: int, places: Sequence[tuple[Step, list[Any]]], holder: dict[Any, int], seen: set[Any]) -> bool:
    """Give the place to somebody who is free, or whose own place another person can take."""
    for key in places[number][1]:
        if key in seen:
            continue
        seen.add(key)
        if key not in holder or _seat(holder[key], places, holder, seen):
            holder[key] = number
            return True
    return False
