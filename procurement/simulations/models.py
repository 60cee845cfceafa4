"""Trial runs of a policy draft over every model and open record."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from procurement.policy.models import PolicyVersion
from procurement.policy.pins import PolicyPin

__all__ = ["PolicySimulation"]

WHOLE = 100


class PolicySimulation(models.Model):
    """One run of the draft as it stood, held against the version in force then. ``percent`` is how far it has come.

    ``result`` names what would change, with reasons; it is written once, when the run is finished.
    """

    body = models.JSONField()
    in_force = PolicyPin(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    percent = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=WHOLE), name="policy_simulation_at_most_whole"),
        ]

    def __str__(self) -> str:
        return f"Trial run of {self.started_at:%Y-%m-%d %H:%M}"

    @property
    def is_finished(self) -> bool:
        """Whether its result is here."""
        return self.finished_at is not None
