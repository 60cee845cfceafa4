"""The policy: versions that never change once they are in force."""

from __future__ import annotations

from functools import cached_property

from django.db import models
from django.db.models import Q

from procurement.policy.schema import PolicyBody
from procurement.policy.transitions import PolicyState


class PolicyVersion(models.Model):
    """One numbered policy. ``rules`` is its body, typed."""

    number = models.PositiveIntegerField(unique=True)
    body = models.JSONField()
    state = models.CharField(max_length=20, choices=PolicyState.choices, default=PolicyState.DRAFT)
    created_at = models.DateTimeField(editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | ~Q(state="draft") & Q(published_at__isnull=False),
                name="policy_published_has_instant",
            ),
            models.UniqueConstraint(fields=["state"], condition=Q(state="published"), name="policy_one_published"),
        ]

    def __str__(self) -> str:
        return f"Policy version {self.number}"

    @cached_property
    def rules(self) -> PolicyBody:
        """Every number of this version (Pilotage rules 10)."""
        return PolicyBody.from_json(self.body)
