"""Evaluators, people and firms, and what ties each declares. A declaration stays as it was made."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.evaluators.transitions import EvaluatorState
from marketplace.organizations.models import Organization

__all__ = ["Evaluator", "EvaluatorTie", "TieKind"]

PERSON = settings.AUTH_USER_MODEL


class TieKind(models.TextChoices):
    """How a body stands to the evaluator."""

    EMPLOYER = "employer", "Employer"
    OWNER = "owner", "Owner"
    WORKED_FOR = "worked_for", "Worked for, or was paid by"
    INTEREST = "interest", "Holds an interest in"


class Evaluator(models.Model):
    """A person or a firm that evaluates, as the public register lists it: registered by itself, never by a provider."""

    person = models.OneToOneField(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="evaluator", editable=False
    )
    organization = models.OneToOneField(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="evaluator", editable=False
    )
    slug = models.SlugField(max_length=120, unique=True)
    expertise = models.TextField()
    contact = models.EmailField("contact address")
    state = models.CharField(
        max_length=10, choices=EvaluatorState.choices, default=EvaluatorState.REGISTERED, editable=False
    )
    decision_reason = models.TextField(blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    registered_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+", editable=False)
    registered_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, organization__isnull=True)
                | Q(person__isnull=True, organization__isnull=False),
                name="evaluator_is_a_person_or_a_firm",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The person's or the firm's."""
        return str(self.organization or self.person)

    @property
    def is_firm(self) -> bool:
        return self.organization_id is not None

    @property
    def kind_words(self) -> str:
        return "Firm" if self.is_firm else "Person"

    @property
    def standing_ties(self) -> list[EvaluatorTie]:
        """What was declared and stands."""
        return [tie for tie in self.ties.all() if tie.taken_back_at is None]

    @property
    def past_ties(self) -> list[EvaluatorTie]:
        """What was declared and taken back."""
        return [tie for tie in self.ties.all() if tie.taken_back_at is not None]

    @property
    def is_suspended(self) -> bool:
        return self.state == EvaluatorState.SUSPENDED


class EvaluatorTie(models.Model):
    """One declaration: a body to which the evaluator is or was tied. `until_year` None means that the tie goes on.

    It is never changed. One that is wrong or over is taken back and stays on record with both dates.
    """

    evaluator = models.ForeignKey(Evaluator, on_delete=models.PROTECT, related_name="ties")
    kind = models.CharField(max_length=10, choices=TieKind.choices)
    body = models.CharField(max_length=200)
    since_year = models.PositiveSmallIntegerField(null=True)
    until_year = models.PositiveSmallIntegerField(null=True)
    declared_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True)
    taken_back_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["declared_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TieKind.values), name="evaluator_tie_kind"),
            models.CheckConstraint(
                condition=Q(since_year__isnull=True)
                | Q(until_year__isnull=True)
                | Q(until_year__gte=models.F("since_year")),
                name="evaluator_tie_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, taken_back_reason="")
                | (Q(taken_back_at__isnull=False) & ~Q(taken_back_reason="")),
                name="evaluator_tie_taken_back_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.body}"

    @property
    def period(self) -> str:
        """The years in words: `2019 to 2022`, `since 2019`, `until 2022`; empty where none were named."""
        if self.since_year and self.until_year:
            same = self.since_year == self.until_year
            return str(self.since_year) if same else f"{self.since_year} to {self.until_year}"
        return f"since {self.since_year}" if self.since_year else f"until {self.until_year}" if self.until_year else ""

    def stood(self, at: datetime) -> bool:
        """Whether it was declared and not taken back at this instant."""
        return self.declared_at <= at and (self.taken_back_at is None or at < self.taken_back_at)
