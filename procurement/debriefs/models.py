"""Debriefs: what a provider asks about a decision on its model, and the record of what it was told."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from procurement.debriefs.deadlines import hold_by
from procurement.debriefs.transitions import DebriefState
from procurement.designations.models import Determination

__all__ = ["Debrief", "DebriefForm"]

PERSON = settings.AUTH_USER_MODEL


class DebriefForm(models.TextChoices):
    """How a debrief was held."""

    CALL = "call", "A call"
    MEETING = "meeting", "A meeting"
    WRITING = "writing", "In writing"


class Debrief(Record):
    """One debrief about one decision. `created_at` is the instant at which it was asked for. Never public."""

    reference_prefix = "DBR"

    determination = models.OneToOneField(Determination, on_delete=models.PROTECT, related_name="debrief")
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    questions = models.TextField()
    state = models.CharField(max_length=10, choices=DebriefState.choices, default=DebriefState.ASKED, editable=False)
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=DebriefForm.choices, blank=True, editable=False)
    held_on = models.DateField(null=True, editable=False)
    attended = models.TextField(blank=True, editable=False)
    told = models.TextField(blank=True, editable=False)
    held_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="held") | Q(held_by__isnull=False, held_on__isnull=False, recorded_at__isnull=False),
                name="debrief_held_by_somebody",
            )
        ]

    @property
    def title(self) -> str:
        return f"Debrief about {self.determination.model.name}"

    @property
    def hold_by(self) -> datetime:
        """By when the department holds it."""
        return hold_by(self.determination, self.created_at)
