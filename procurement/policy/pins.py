"""The policy that a record stands on: the published version to which it was pinned when it began."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.fields.related_descriptors import ForwardManyToOneDescriptor

from marketplace.access.scope import is_open, remembered
from procurement.policy.models import PolicyVersion

IN_USE = "policies_in_use"


def policies_in_use() -> list[PolicyVersion]:
    """Every policy that anything can be pinned to, read once in a request."""
    return remembered(IN_USE, lambda: list(PolicyVersion.objects.filter(published_at__isnull=False)))


class _Pinned(ForwardManyToOneDescriptor):
    def get_object(self, instance: models.Model) -> PolicyVersion:
        return self._among_those_in_use(instance) or super().get_object(instance)

    def is_cached(self, instance: models.Model) -> bool:
        """Asked by prefetching alone, which then leaves out what needs no reading."""
        return super().is_cached(instance) or self._among_those_in_use(instance) is not None

    def _among_those_in_use(self, instance: models.Model) -> PolicyVersion | None:
        if not is_open():
            return None
        (pinned,) = self.field.get_local_related_value(instance)
        return next((version for version in policies_in_use() if version.pk == pinned), None)


class PolicyPin(models.ForeignKey):
    """A foreign key to a `PolicyVersion`, answered in a request from the versions that it read once.

    A draft, or a version published since that reading, is asked for by itself, as is every one outside of a request.
    """

    forward_related_accessor_class = _Pinned

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """As the plain foreign key that it is to the database."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.ForeignKey", args, kwargs
