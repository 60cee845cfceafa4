"""Reviews: a neutral subject, its panel, each reviewer's declaration and scores, and the consensus."""

from __future__ import annotations

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.vocabulary import Tier
from procurement.policy.criteria import Criterion, criteria_from_json
from procurement.policy.models import PolicyVersion
from procurement.reviews.conflicts import in_third_person
from procurement.reviews.transitions import AssignmentState, ConsensusState

PERSON = settings.AUTH_USER_MODEL
SCORE_IN_RANGE = Q(value__gte=0, value__lte=4)


class ReviewSubject(Record):
    """What is reviewed, as it was frozen: content, criteria and policy never follow later edits.

    ``source_reference`` is the record it came from, such as an application. ``content`` holds sections of
    questions and answers, each naming the criteria it speaks to, and the tier that the evidence carried then.
    """

    reference_prefix = "REV"

    kind = models.CharField(max_length=20, default="application")
    source_reference = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=200)
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="+")
    model_version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="+")
    policy_version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    tier_asked = models.CharField(max_length=20, choices=Tier.choices)
    content = models.JSONField()
    criteria = models.JSONField()
    scope = models.JSONField(default=list)
    is_closed = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]

    @cached_property
    def rubric(self) -> tuple[Criterion, ...]:
        """Its criteria, the gate first."""
        return criteria_from_json(self.criteria)

    @property
    def evidence_carries(self) -> str:
        """The tier that the evidence carried when the review opened; empty where that was not kept."""
        return self.content.get("evidence_carries", "")

    def criterion(self, key: str) -> Criterion | None:
        """The criterion of that key, or None."""
        return next((criterion for criterion in self.rubric if criterion.key == key), None)


class Panel(models.Model):
    """The people who review one subject; the lead brings them together and does not score."""

    subject = models.OneToOneField(ReviewSubject, on_delete=models.CASCADE, related_name="panel")
    lead = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"Panel of {self.subject.reference}"


class Assignment(models.Model):
    """One reviewer's part. Nothing of the subject is readable before a declaration of no conflict."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="review_assignments")
    state = models.CharField(
        max_length=20, choices=AssignmentState.choices, default=AssignmentState.OFFERED, editable=False
    )
    assigned_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField(editable=False)
    due_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    left_reason = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["offered_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["panel", "reviewer"], name="assignment_reviewer_once")]

    def __str__(self) -> str:
        return f"Review of {self.panel.subject.reference} by {self.reviewer}"

    @property
    def subject(self) -> ReviewSubject:
        """What is reviewed."""
        return self.panel.subject

    @property
    def left_told(self) -> str:
        """Why the reviewer left the panel, as the agency reads it."""
        return in_third_person(self.left_reason)

    @property
    def has_access(self) -> bool:
        """Whether the reviewer declared no conflict and is still on the panel."""
        return self.state in (AssignmentState.ACCEPTED, AssignmentState.SUBMITTED) and not self.panel.subject.is_closed


class ConflictDeclaration(models.Model):
    """What a reviewer declared about one subject, and the conflicts that were declared or detected then."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="declaration")
    has_interest = models.BooleanField()
    has_family_interest = models.BooleanField()
    has_recent_work = models.BooleanField()
    keeps_confidential = models.BooleanField()
    conflicts = models.JSONField(default=list)
    declared_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Declaration for {self.assignment}"


class Score(models.Model):
    """One reviewer's score on one criterion; never changed once the reviewer has sent them all."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="scores")
    criterion = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField()
    reason = models.TextField()
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "criterion"], name="score_once_a_criterion"),
            models.CheckConstraint(condition=SCORE_IN_RANGE, name="score_zero_to_four"),
        ]

    def __str__(self) -> str:
        return f"Score on {self.criterion}"


class Consensus(models.Model):
    """The panel's common result, recorded by its lead. ``alpha`` says how far the reviewers had agreed before."""

    panel = models.OneToOneField(Panel, on_delete=models.PROTECT, related_name="consensus")
    state = models.CharField(max_length=20, choices=ConsensusState.choices, default=ConsensusState.OPEN, editable=False)
    opened_at = models.DateTimeField(editable=False)
    alpha = models.DecimalField(max_digits=5, decimal_places=3, null=True, editable=False)
    agreement_words = models.CharField(max_length=200, editable=False)
    summary = models.TextField(blank=True)
    agreed_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    agreed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name_plural = "consensuses"

    def __str__(self) -> str:
        return f"Consensus on {self.panel.subject.reference}"

    @property
    def subject(self) -> ReviewSubject:
        """What was reviewed."""
        return self.panel.subject


class ConsensusScore(models.Model):
    """The common score on one criterion, with the reason the provider reads, and one for leaving the mean."""

    consensus = models.ForeignKey(Consensus, on_delete=models.PROTECT, related_name="scores")
    criterion = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField()
    reason = models.TextField()
    departure_reason = models.TextField(blank=True)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["consensus", "criterion"], name="consensus_score_once_a_criterion"),
            models.CheckConstraint(condition=SCORE_IN_RANGE, name="consensus_score_zero_to_four"),
        ]

    def __str__(self) -> str:
        return f"Consensus on {self.criterion}"
