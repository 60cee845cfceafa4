"""Addresses of records that are named by people."""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain, count

from django.db.models import Model


def free_slug(model: type[Model], base: str, *, reserved: Collection[str] = ()) -> str:
    """The base, or where a record or a reserved word has it, the base with the first number from 2 that is free."""
    taken = {*reserved, *model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True)}
    candidates = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(slug for slug in candidates if slug not in taken)
