"""The pool of reviewers: what each knows, how much each takes on, when each is away, what a review is paid."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

__all__ = ["ReviewMethod", "ReviewerAbsence", "ReviewerProfile"]

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


class ReviewerProfile(models.Model):
    """What a reviewer said of their own expertise and load, and what the agency pays for a review, in cents."""

    person = models.OneToOneField(PERSON, on_delete=models.PROTECT, related_name="reviewer_profile")
    subjects = models.JSONField(default=list)
    grade_bands = models.JSONField(default=list)
    methods = models.JSONField(default=list)
    load_max = models.PositiveSmallIntegerField(default=LOAD_DEFAULT)
    honorarium_cents = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(honorarium_cents__gte=0), name="reviewer_honorarium_not_negative")
        ]

    def __str__(self) -> str:
        return f"Profile of {self.person}"


class ReviewerAbsence(models.Model):
    """Days, the last included, on which a reviewer does not work on reviews."""

    person = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="reviewer_absences")
    from_day = models.DateField()
    to_day = models.DateField()

    class Meta:
        ordering = ["from_day", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(to_day__gte=F("from_day")), name="reviewer_absence_ends_in_order"),
            models.UniqueConstraint(fields=["person", "from_day", "to_day"], name="reviewer_absence_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.from_day} to {self.to_day}"
