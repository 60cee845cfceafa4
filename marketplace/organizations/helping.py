"""Which tasks can be granted to a helping hand, on which kinds of record, and which records each of them leads to.

Slices declare theirs where their permissions are. A task without a screen is declared by nobody, so it is offered to
nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from marketplace.access.permissions import Permission
from marketplace.access.rules import Rule
from marketplace.organizations.models import Organization
from marketplace.organizations.roles import ROLE_WORDS


@dataclass(frozen=True)
class Task:
    """One task that a helping hand may be asked for: the role that it stands in for, and what keeps a person out of it
    by the kind of record, such as a conflict of interest. `home` names the page of the task where it is not the
    record's own."""

    key: str
    role: str
    words: str
    on: Mapping[type[Model], Rule]
    home: str = ""

    @property
    def as_whom(self) -> str:
        """`appeal officer`: the role in words."""
        return ROLE_WORDS[self.role]


@dataclass(frozen=True)
class Kind:
    """A kind of record on which tasks are granted: its page, whose tasks they are, and who may grant them."""

    model: type[Model]
    noun: str
    page: str
    grant: Permission
    organization: Callable[[Any], Organization | None]


_tasks: dict[str, Task] = {}
_kinds: dict[str, Kind] = {}
_ways: dict[tuple[str, str], str] = {}


def offer_task(key: str, *, role: str, words: str, on: Mapping[type[Model], Rule], home: str = "") -> Task:
    """Declare a task. `words` say it as an order: `Decide the appeal`."""
    _tasks[key] = Task(key, role, words, on, home)
    return _tasks[key]


def open_to_hands(
    model: type[Model],
    *,
    noun: str,
    page: str,
    grant: Permission,
    organization: Callable[[Any], Organization | None],
) -> None:
    """Declare a kind of record, each with a `reference`, on which tasks are granted."""
    _kinds[model._meta.label_lower] = Kind(model, noun, page, grant, organization)
    leads_to(model, model, "pk")


def leads_to(granted: type[Model], model: type[Model], lookup: str) -> None:
    """Declare that a hand on one record stands in on others too: `lookup` leads from those to the one granted."""
    _ways[granted._meta.label_lower, model._meta.label_lower] = lookup


def task_of(key: str) -> Task | None:
    """The task of that key."""
    return _tasks.get(key)


def kind_of(label: str) -> Kind | None:
    """The kind of record of that label."""
    return _kinds.get(label)


def tasks_on(model: type[Model]) -> list[Task]:
    """The tasks that can be granted on such records, in the order declared."""
    return [task for task in _tasks.values() if model in task.on]


def tasks_of(organization: Organization) -> list[Task]:
    """The tasks that such an organization can grant: those of the roles that it gives."""
    return [task for task in _tasks.values() if task.role in organization.roles]


def find_record(reference: str) -> tuple[Kind, Any] | None:
    """The record of that reference among all kinds; None where there is none."""
    for kind in _kinds.values():
        found = kind.model._base_manager.filter(reference__iexact=reference).first()
        if found is not None:
            return kind, found
    return None


def records_reached(model: type[Model], granted: Mapping[str, Iterable[int]]) -> set[int]:
    """The keys of the records of a model to which hands on these records lead, given by kind and key."""
    found: set[int] = set()
    for label, keys in granted.items():
        lookup = _ways.get((label, model._meta.label_lower))
        if lookup == "pk":
            found |= set(keys)
        elif lookup:
            rows = model._base_manager.filter(**{f"{lookup}__in": list(keys)})
            found |= set(rows.values_list("pk", flat=True))
    return found


def granted_above(record: Model) -> Iterator[tuple[str, QuerySet | list[int]]]:
    """The kinds and keys of the records on which a hand would lead to this one. A record that is not written yet, such
    as a decision still to come, is asked for what it stands on."""
    label = record._meta.label_lower
    for (kind, model), lookup in _ways.items():
        if model != label:
            continue
        if record.pk is not None:
            yield kind, type(record)._base_manager.filter(pk=record.pk).values(lookup)
        elif lookup != "pk":
            found = _followed(record, lookup)
            yield kind, [found] if found is not None else []


def _followed(record: Any, lookup: str) -> int | None:
    for name in lookup.split("__"):
        record = getattr(record, name, None)
    return getattr(record, "pk", None)
