"""Applications: answers kept as typed, commitments, and what was frozen when they were sent."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.documents.models import StoredFile
from marketplace.evidence.models import Measure
from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.tier_names import tier_label
from marketplace.products.vocabulary import Tier
from procurement.applications.transitions import ApplicationState
from procurement.payments.models import Fee
from procurement.reviews.models import ReviewSubject
from procurement.rounds.models import Round

PERSON = settings.AUTH_USER_MODEL


class Application(Record):
    """One model's answer to one round. ``canonical_text`` is what was sent, byte for byte; ``sha256`` is its hash.

    ``refusal`` is set, on the object only, where sending was refused because the round had closed.
    """

    reference_prefix = "APP"
    refusal = ""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="applications")
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="applications")
    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="applications")
    model_version = models.ForeignKey(ModelVersion, null=True, on_delete=models.PROTECT, related_name="+")
    tier_asked = models.CharField(max_length=20, choices=Tier.choices)
    state = models.CharField(
        max_length=20, choices=ApplicationState.choices, default=ApplicationState.DRAFT, editable=False
    )
    started_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    submitted_at = models.DateTimeField(null=True, editable=False)
    resubmitted_at = models.DateTimeField(null=True, editable=False)
    submitted_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    canonical_text = models.TextField(blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    receipt = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    audit_head = models.CharField(max_length=64, blank=True, editable=False)
    screening = models.JSONField(default=dict, editable=False)
    fee = models.OneToOneField(Fee, null=True, on_delete=models.PROTECT, related_name="application", editable=False)
    subject = models.OneToOneField(
        ReviewSubject, null=True, on_delete=models.PROTECT, related_name="application", editable=False
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "model"], condition=~Q(state="withdrawn"), name="application_once_a_round"
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | (Q(submitted_at__isnull=False) & ~Q(sha256="")),
                name="application_sent_is_frozen",
            ),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="application_queue")]

    def get_tier_asked_display(self) -> str:
        """The name of the tier asked for, in the words of its round's policy."""
        return tier_label(self.tier_asked, self.round.policy_version_id)

    @property
    def last_sent_at(self) -> datetime | None:
        """When it was sent, or sent again after something had been missing."""
        return self.resubmitted_at or self.submitted_at

    @property
    def closes_at(self) -> datetime | None:
        """Until when it can be sent: the round's closing, or later where its provider was given more time; while
        something is missing, until when that can be sent. None in a rolling round without an end."""
        if self.state == ApplicationState.CURE_REQUESTED:
            return max(cure.due_at for cure in self.cures.all())
        return self.round.closing_for(self.provider_id)


class CureRequest(models.Model):
    """What the check found missing, in which sections, and until when it may be sent. ``text_before`` is what had been
    sent, byte for byte."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="cures")
    number = models.PositiveIntegerField()
    items = models.JSONField()
    sections = models.JSONField()
    due_at = models.DateTimeField()
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    text_before = models.TextField()
    sha256_before = models.CharField(max_length=64)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["application", "number"], name="cure_request_number_once")]

    def __str__(self) -> str:
        return f"{self.application.reference}, request {self.number}"


class SectionAnswer(models.Model):
    """The answers of one section as they were typed. ``edition`` counts saves, so that a stale form is noticed.

    Where they were copied from an earlier application, somebody confirms them again before they are sent.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="answers")
    key = models.CharField(max_length=40)
    answers = models.JSONField(default=dict)
    edition = models.PositiveIntegerField(default=0)
    saved_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    copied_from = models.ForeignKey(Application, null=True, on_delete=models.SET_NULL, related_name="+", editable=False)
    copied_at = models.DateTimeField(null=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    confirmed_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="section_answer_once")]

    def __str__(self) -> str:
        return f"{self.application.reference}, {self.key}"

    @property
    def is_to_confirm(self) -> bool:
        """Whether it was copied and nobody has read it again yet."""
        return self.copied_at is not None and self.confirmed_at is None


class SectionVisit(models.Model):
    """Somebody has a section open, or had it a moment ago: seen anew by each question of the page that is open."""

    HERE = timedelta(minutes=3)
    LATELY = timedelta(minutes=20)

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="visits")
    key = models.CharField(max_length=40)
    person = models.ForeignKey(PERSON, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["application", "key", "person"], name="section_visit_once")]

    def __str__(self) -> str:
        return f"{self.person} in {self.key}"


class Statistic(models.TextChoices):
    """What about a measure a target names."""

    EFFECT_SIZE = "effect_size", "Effect size against a comparison group (g)"
    MEAN_CHANGE = "mean_change", "Change of the mean, in points of the measure"
    PERCENT_REACHING = "percent_reaching", "Percent of students who reach the standard"


class Commitment(models.Model):
    """A goal the provider will be judged on: the measure that shows it, a target, and by when."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="commitments")
    goal = models.TextField(blank=True)
    measure = models.ForeignKey(Measure, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    statistic = models.CharField(max_length=20, choices=Statistic.choices, default=Statistic.EFFECT_SIZE)
    target = models.DecimalField(max_digits=12, decimal_places=4, null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.goal[:80] or "A goal"

    @property
    def target_words(self) -> str:
        """Its statistic and target in words; what is not answered yet is left out."""
        if self.target is None:
            return self.get_statistic_display()
        target = f"{self.target.normalize():,f}"
        return {
            Statistic.EFFECT_SIZE: f"An effect size (g) of at least {target} against a comparison group",
            Statistic.MEAN_CHANGE: f"A change of the mean of at least {target} points of the measure",
            Statistic.PERCENT_REACHING: f"At least {target}% of students reach the standard",
        }[self.statistic]
