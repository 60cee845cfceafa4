"""The pool of reviewers: what each knows, how much each takes on, when each is away, what a review is paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

__all__ = ["ReviewMethod", "ReviewerProfile"]

PERSON = settings.AUTH_USER_MODEL
LOAD_DEFAULT = 5


class ReviewMethod(models.TextChoices):
    """What a reviewer can judge besides subjects and grades."""

    TEACHING = "teaching", "Teaching and curriculum"
    STUDIES = "studies", "Studies and statistics"
    ASSESSMENT = "assessment", "Tests and other measures"
    EQUITY = "equity", "Equity and accessibility"
    PRIVACY = "privacy", "Privacy and security"
    COSTS = "costs", "Costs and contracts"
    LEADERSHIP = "leadership", "Running a school or district"


@dataclass(frozen=True, slots=True)
class Absence:
    """Days, the last included, on which a reviewer does not work on reviews."""

    from_day: date
    to_day: date


class ReviewerProfile(models.Model):
    """What a reviewer said of their own expertise, load and days away, and what the agency pays for a review, in cents.

    ``absences`` are pairs of a first and a last day, as ISO dates, in order.
    """

    person = models.OneToOneField(PERSON, on_delete=models.PROTECT, related_name="reviewer_profile")
    subjects = models.JSONField(default=list)
    grade_bands = models.JSONField(default=list)
    methods = models.JSONField(default=list)
    absences = models.JSONField(default=list)
    load_max = models.PositiveSmallIntegerField(default=LOAD_DEFAULT)
    honorarium_cents = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(honorarium_cents__gte=0), name="reviewer_honorarium_not_negative")
        ]

    def __str__(self) -> str:
        return f"Profile of {self.person}"

    def days_away(self, *, since: date) -> list[Absence]:
        """The absences that are not over before a day, the first one first."""
        found = [Absence(date.fromisoformat(first), date.fromisoformat(last)) for first, last in self.absences]
        return [one for one in found if one.to_day >= since]
