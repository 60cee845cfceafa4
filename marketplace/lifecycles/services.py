"""How every write is made: in one transaction, its audit events last."""

from typing import TypeVar

from django.db.models import Model

from marketplace.audit.services import service

__all__ = ["locked", "service"]

AnyModel = TypeVar("AnyModel", bound=Model)


def locked(record: AnyModel) -> AnyModel:
    """The record as it is in the database now, locked until the transaction ends."""
    return record._meta.model._base_manager.select_for_update(of=("self",)).get(pk=record.pk)
