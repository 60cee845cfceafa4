"""Rounds: invitations to qualify, each pinned to a policy, its criteria and its form."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from marketplace.lifecycles.models import Record
from marketplace.products.vocabulary import GradeBand, Service, Subject
from procurement.policy.criteria import Criterion, criteria_from_json
from procurement.policy.models import PolicyVersion
from procurement.rounds.questions import FormDefinition
from procurement.rounds.transitions import RoundState


class Round(Record):
    """One invitation to qualify. Criteria and form are its own copies; it is open on [opens_at, closes_at)."""

    reference_prefix = "ITQ"

    title = models.CharField(max_length=150)
    summary = models.TextField()
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="rounds")
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    zone = models.CharField(max_length=64)
    criteria = models.JSONField()
    form = models.JSONField()
    state = models.CharField(max_length=20, choices=RoundState.choices, default=RoundState.DRAFT, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="round_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(published_at__isnull=False), name="round_published_has_instant"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference}, {self.title}"

    def is_open(self, at: datetime) -> bool:
        """Whether applications are taken at this instant: [opens_at, closes_at)."""
        return self.state == RoundState.PUBLISHED and self.opens_at <= at < self.closes_at

    def standing(self, at: datetime) -> str:
        """In one word where it stands at this instant: draft, soon, open, closed or archived."""
        if self.state != RoundState.PUBLISHED:
            return str(self.state)
        if at < self.opens_at:
            return "soon"
        return "open" if at < self.closes_at else "closed"

    @cached_property
    def definition(self) -> FormDefinition:
        """Its form, typed."""
        return FormDefinition.from_json(self.form)

    @cached_property
    def rubric(self) -> tuple[Criterion, ...]:
        """Its criteria, typed, the gate first."""
        return criteria_from_json(self.criteria)


class RoundCategory(models.Model):
    """One combination of subject, grade band and service that a round invites."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="categories")
    subject = models.CharField(max_length=30, choices=Subject.choices)
    grade_band = models.CharField(max_length=10, choices=GradeBand.choices)
    service = models.CharField(max_length=30, choices=Service.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "subject", "grade_band", "service"], name="round_category_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}, {self.get_grade_band_display()}, {self.get_service_display().lower()}"
