"""Outcome reports: what was typed, the totals that were sent, and the bytes that were published."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from marketplace.lifecycles.models import Record
from procurement.outcomes.groups import ALL, ARMS, GROUPS
from procurement.outcomes.transitions import ReportState
from procurement.pilots.models import Pilot

__all__ = ["OutcomeReport", "ReportPart", "Result"]

PERSON = settings.AUTH_USER_MODEL


class OutcomeReport(Record):
    """What came of a pilot, by the measures and the rule of its contract. Totals only.

    `setup` holds what was answered about who took part; `published` is what every public page shows: its tables
    have passed the suppression engine, `canonical_text` is it byte for byte and `sha256` its hash.
    """

    reference_prefix = "OUT"

    pilot = models.OneToOneField(Pilot, on_delete=models.PROTECT, related_name="outcome_report")
    state = models.CharField(max_length=12, choices=ReportState.choices, default=ReportState.DUE, editable=False)
    due_at = models.DateTimeField()
    setup = models.JSONField(default=dict, editable=False)
    context = models.JSONField(default=dict, editable=False)
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    submitted_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    return_reason = models.TextField(blank=True)
    reply_until = models.DateTimeField(null=True, blank=True, editable=False)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True, editable=False)
    replied_by_name = models.CharField(max_length=150, blank=True, editable=False)
    verified_at = models.DateTimeField(null=True, blank=True, editable=False)
    verified_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    verdict = models.CharField(max_length=15, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published = models.JSONField(null=True, blank=True, editable=False)
    canonical_text = models.TextField(blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["due", "draft"]) | Q(submitted_at__isnull=False),
                name="outcome_report_sent_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["verified", "published"])
                | (Q(verified_at__isnull=False, verified_by__isnull=False) & ~Q(verdict="")),
                name="outcome_report_verified_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="published")
                | (Q(published_at__isnull=False, published__isnull=False) & ~Q(sha256="")),
                name="outcome_report_published_is_frozen",
            ),
        ]

    @property
    def title(self) -> str:
        return f"What came of {self.pilot.title}"

    @property
    def is_published(self) -> bool:
        return self.state == ReportState.PUBLISHED

    def save(self, *args: Any, **kwargs: Any) -> None:
        if getattr(self, "_was_published", False):
            raise TypeError("a published outcome is never written again")
        super().save(*args, **kwargs)
        self._was_published = self.is_published

    @classmethod
    def from_db(cls, db: str | None, field_names: list[str], values: list[Any]) -> OutcomeReport:
        report = super().from_db(db, field_names, values)
        report._was_published = "state" in field_names and report.is_published
        return report


class ReportPart(models.Model):
    """One page of the report as it was typed; `edition` counts saves, so that a stale form is noticed."""

    report = models.ForeignKey(OutcomeReport, on_delete=models.PROTECT, related_name="parts")
    key = models.CharField(max_length=60)
    answers = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "key"], name="report_part_once")]

    def __str__(self) -> str:
        return f"{self.report.reference}, {self.key}"


class Result(models.Model):
    """Totals of one group in one arm on one measure, as they were sent. Never shown to the public as they are."""

    report = models.ForeignKey(OutcomeReport, on_delete=models.PROTECT, related_name="results")
    measure = models.CharField(max_length=60)
    arm = models.CharField(max_length=12, choices=list(ARMS.items()))
    group = models.CharField(max_length=20, choices=list(GROUPS.items()), default=ALL)
    n = models.PositiveIntegerField()
    mean = models.DecimalField(max_digits=16, decimal_places=6, null=True)
    sd = models.DecimalField(max_digits=16, decimal_places=6, null=True)
    met = models.PositiveIntegerField(null=True)
    before_mean = models.DecimalField(max_digits=16, decimal_places=6, null=True)
    before_sd = models.DecimalField(max_digits=16, decimal_places=6, null=True)
    before_met = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["report", "measure", "arm", "group", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["report", "measure", "arm", "group"], name="result_once"),
            models.CheckConstraint(condition=Q(met__isnull=True) | Q(met__lte=F("n")), name="result_met_of_tested"),
            models.CheckConstraint(
                condition=Q(before_met__isnull=True) | Q(before_met__lte=F("n")), name="result_before_met_of_tested"
            ),
            models.CheckConstraint(condition=Q(sd__isnull=True) | Q(sd__gte=0), name="result_sd_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.report.reference}: {self.measure}, {self.arm}, {self.group}"
