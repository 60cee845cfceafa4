"""Requests to let an approval stand on a later version of its model, each with what is different."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from marketplace.products.models import LearningModel, ModelVersion
from procurement.designations.models import Designation
from procurement.versionchanges.material import Change
from procurement.versionchanges.transitions import OPEN, ChangeState

__all__ = ["VersionChange"]

PERSON = settings.AUTH_USER_MODEL


class VersionChange(Record):
    """One request about one frozen version, against the version that the approval stood on when it was filed.

    ``differences`` are the changes as they were marked then. Where none is material, nobody decides: the request is
    accepted at once and ``decided_by`` stays empty. ``reason`` is the department's last word on it.
    """

    reference_prefix = "VER"

    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="version_changes")
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="version_changes")
    before = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="version_changes")
    explanation = models.TextField()
    differences = models.JSONField()
    state = models.CharField(max_length=10, choices=ChangeState.choices, default=ChangeState.FILED, editable=False)
    filed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, editable=False)
    decided_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["model"], condition=Q(state__in=OPEN), name="version_change_one_open"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="version_change_of_another_version"),
            models.CheckConstraint(
                condition=~Q(state__in=["declined", "referred"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="version_change_decided_by_somebody",
            ),
        ]

    @property
    def title(self) -> str:
        return f"Version {self.after.number} of {self.model.name}"

    @property
    def changes(self) -> list[Change]:
        """What is different, material parts first."""
        return [Change(**stored) for stored in self.differences]

    @property
    def material(self) -> list[Change]:
        """What of it is material."""
        return [change for change in self.changes if change.is_material]

    @property
    def other(self) -> list[Change]:
        """What of it is not."""
        return [change for change in self.changes if not change.is_material]

    @property
    def is_open(self) -> bool:
        """Whether it still waits for the department."""
        return self.state in OPEN
