"""Checks of the database, in words short enough to read a table's integrity aloud."""

from django.db import models
from django.db.models import F, Q


def one_of(name: str, field: str, choices: type[models.TextChoices]) -> models.CheckConstraint:
    """The column holds one of the values of its vocabulary."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": choices.values}), name=name)


def at_least(name: str, low: int, *fields: str) -> models.CheckConstraint:
    """Each column is empty or at least `low`."""
    return models.CheckConstraint(condition=_each(fields, gte=low), name=name)


def share(name: str, *fields: str) -> models.CheckConstraint:
    """Each column is empty or between 0 and 1."""
    return models.CheckConstraint(condition=_each(fields, gte=0, lte=1), name=name)


def not_above(name: str, field: str, other: str) -> models.CheckConstraint:
    """The column is not above the other, where both are known."""
    unknown = Q(**{f"{field}__isnull": True}) | Q(**{f"{other}__isnull": True})
    return models.CheckConstraint(condition=unknown | Q(**{f"{field}__lte": F(other)}), name=name)


def not_without(name: str, field: str, other: str) -> models.CheckConstraint:
    """The column is filled only where the other is."""
    condition = Q(**{f"{field}__isnull": True}) | Q(**{f"{other}__isnull": False})
    return models.CheckConstraint(condition=condition, name=name)


def _each(fields: tuple[str, ...], **bounds: int) -> Q:
    condition = Q()
    for field in fields:
        condition &= Q(**{f"{field}__isnull": True}) | Q(
            **{f"{field}__{bound}": value for bound, value in bounds.items()}
        )
    return condition
