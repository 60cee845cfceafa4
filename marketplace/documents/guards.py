"""Who may have the files of which kind of record: the record's own permission decides."""

from __future__ import annotations

from django.db import models

from marketplace.access.permissions import Permission

_guards: dict[type[models.Model], Permission] = {}


def guard(model: type[models.Model], permission: Permission) -> None:
    """Let whoever this permission allows to read a record of this kind download its files. One guard a kind."""
    if _guards.get(model, permission) is not permission:
        raise ValueError(f"The files of {model.__name__} have a guard already.")
    _guards[model] = permission


def guard_of(model: type[models.Model]) -> Permission | None:
    """The permission that guards the files of this kind of record."""
    return _guards.get(model)


def guards() -> dict[type[models.Model], Permission]:
    """Every guard."""
    return dict(_guards)
