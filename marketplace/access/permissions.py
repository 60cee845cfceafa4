"""Named permissions: who sees a record, who may act on it, and why not."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from marketplace.access.rules import Decision, Rule, anyone
from marketplace.access.scope import remembering

PERMISSIONS: dict[str, "Permission"] = {}


class NotVisible(Exception):
    """The record is none of this person's business: the answer is the same as for a record that is not there."""


class NotAllowed(PermissionDenied):
    """The person may know of the record but not do this; `str()` is the reason, fit to be shown."""


class Permission:
    """A named act on a kind of record (`slice:record:act`).

    `see` decides whether the person may know that the record exists, `do` whether they may act on it.
    The list twin, registered by `twin_of`, gives all the records that `see` allows.
    """

    def __init__(self, name: str, *, see: Rule = anyone, do: Rule = anyone) -> None:
        if name in PERMISSIONS:
            raise ValueError(f"Two permissions are named {name}.")
        self.name, self.see, self.do = name, see, do
        self.twin: Callable[[Any], QuerySet] | None = None
        PERMISSIONS[name] = self

    def __repr__(self) -> str:
        return f"Permission({self.name})"

    def sees(self, person: Any, record: Any = None) -> bool:
        """Whether the person may know that the record exists."""
        return self.see(person, record)

    def decide(self, person: Any, record: Any = None) -> Decision:
        """Whether the person may act, with the reason where they may not."""
        with remembering():  # a service outside of a request would read the same for seeing and for doing
            seen = self.see.decide(person, record)
            return self.do.decide(person, record) if seen else seen

    def check(self, person: Any, record: Any = None) -> None:
        """Let the act go on, or raise NotVisible (a stranger) or NotAllowed (with the reason)."""
        with remembering():
            if not self.sees(person, record):
                raise NotVisible(self.name)
            decision = self.do.decide(person, record)
        if not decision:
            raise NotAllowed(decision.reason or "Your role does not include this.")


def twin_of(permission: Permission) -> Callable[[Callable[[Any], QuerySet]], Callable[[Any], QuerySet]]:
    """Register a query as the list twin of a permission's `see`: exactly the records it lets the person see."""

    def register(query: Callable[[Any], QuerySet]) -> Callable[[Any], QuerySet]:
        permission.twin = query
        return query

    return register
