"""Reviews: a neutral subject, its panel, each reviewer's declaration and scores, and the consensus."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.documents.models import StoredFile
from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.vocabulary import GradeBand, Subject, Tier
from procurement.policy.criteria import Criterion, criteria_from_json
from procurement.policy.models import PolicyVersion
from procurement.policy.pins import PolicyPin
from procurement.reviews.blinding import HIDDEN_PROVIDER, Blinding
from procurement.reviews.conflicts import in_third_person
from procurement.reviews.transitions import AssignmentState, ConsensusState, HonorariumState, RecheckFinding
from procurement.rounds.models import Round

PERSON = settings.AUTH_USER_MODEL
SCORE_IN_RANGE = Q(is_not_applicable=False, value__gte=0, value__lte=4) | Q(is_not_applicable=True, value__isnull=True)
NOT_APPLICABLE = "Not applicable"


@dataclass(frozen=True, slots=True)
class Seen:
    """A subject through a blinding: what somebody who may read it is shown of it."""

    subject: ReviewSubject
    blinding: Blinding

    @property
    def title(self) -> str:
        """Its name, or that it is hidden."""
        if self.blinding.hides_model:
            return f"Application {self.subject.source_reference}"
        return self.blinding.text(self.subject.title)

    @property
    def provider_name(self) -> str:
        """Whose it is, or that this is hidden."""
        return HIDDEN_PROVIDER if self.blinding.hides_provider else self.subject.provider.name

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Its sections, each with its answers, facts and rows."""
        sections = self.subject.content.get("sections", [])
        return self.blinding.sections(sections, self._files) if self.blinding.hidden else sections

    @property
    def _files(self) -> dict[str, tuple[str, str]]:
        rows = self.subject.blinded_files.filter(ended_at=None, shown__isnull=False).select_related("source", "shown")
        return {str(row.source.token): (str(row.shown.token), row.shown.name) for row in rows}

    @property
    def hides_something(self) -> bool:
        """Whether anything is left out."""
        return bool(self.blinding.hidden)


class ReviewSubject(Record):
    """What is reviewed, as it was frozen: content, criteria and policy never follow later edits. ``hidden`` names what
    of it reviewers do not see; ``other_spellings`` what was hidden as another spelling of a name when the review
    opened, ``not_names`` those of them that the department has found to be none.

    ``source_reference`` is the record it came from, such as an application. ``content`` holds sections of
    questions and answers, each naming the criteria it speaks to, and the tier that the evidence carried then.
    """

    reference_prefix = "REV"

    kind = models.CharField(max_length=20, default="application")
    round = models.ForeignKey(Round, null=True, on_delete=models.PROTECT, related_name="review_subjects")
    source_reference = models.CharField(max_length=24, unique=True)
    title = models.CharField(max_length=200)
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="+")
    model_version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="+")
    policy_version = PolicyPin(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    tier_asked = models.CharField(max_length=20, choices=Tier.choices)
    content = models.JSONField()
    criteria = models.JSONField()
    hidden = models.JSONField(default=list)
    other_spellings = models.JSONField(default=list, editable=False)
    not_names = models.JSONField(default=list, editable=False)
    names_confirmed_at = models.DateTimeField(null=True, editable=False)
    names_confirmed_by = models.ForeignKey(
        PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
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

    @cached_property
    def blinding(self) -> Blinding:
        """What of it is kept from its reviewers."""
        names = (self.provider.name, *self.provider.owners, *self.provider.email_domains)
        return Blinding(frozenset(self.hidden), names, (self.model.name, self.title), frozenset(self.not_names))

    @property
    def seen(self) -> Seen:
        """What its reviewers see of it."""
        return Seen(self, self.blinding)

    @property
    def in_full(self) -> Seen:
        """All of it, as the agency sees it."""
        return Seen(self, Blinding())

    def criterion(self, key: str) -> Criterion | None:
        """The criterion of that key, or None."""
        return next((criterion for criterion in self.rubric if criterion.key == key), None)


class BlindedFile(models.Model):
    """What was decided on one file of a review of which something is hidden. ``shown`` is what reviewers have in its
    place: the same file, or a copy without names; without it they have none. A later decision ends an earlier one."""

    subject = models.ForeignKey(ReviewSubject, on_delete=models.PROTECT, related_name="blinded_files")
    source = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    shown = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "source"], condition=Q(ended_at=None), name="blinded_file_decided_once"
            )
        ]

    def __str__(self) -> str:
        return f"Decision on a file of {self.subject.reference}"


class Panel(models.Model):
    """The people who review one subject; the lead brings them together and does not score."""

    subject = models.OneToOneField(ReviewSubject, on_delete=models.CASCADE, related_name="panel")
    lead = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="led_panels")

    def __str__(self) -> str:
        return f"Panel of {self.subject.reference}"


class Assignment(models.Model):
    """One reviewer's part. Nothing of the subject is readable before a declaration of no conflict. `drafts` holds what
    they began by criterion: no score, and nobody else's to read."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="assignments")
    reviewer = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="review_assignments")
    state = models.CharField(
        max_length=20, choices=AssignmentState.choices, default=AssignmentState.OFFERED, editable=False
    )
    assigned_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    replaces = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="replaced_by", editable=False
    )
    offered_at = models.DateTimeField(editable=False)
    due_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True, editable=False)
    left_reason = models.TextField(blank=True, editable=False)
    drafts = models.JSONField(default=dict, editable=False)

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
    """What a reviewer declared about one subject, and the conflicts that were declared or detected then. ``named`` are
    the providers that a reviewer who does not see whose subject it is named as their ties.
    """

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="declaration")
    has_interest = models.BooleanField()
    has_family_interest = models.BooleanField()
    has_recent_work = models.BooleanField()
    keeps_confidential = models.BooleanField()
    named = models.JSONField(default=list)
    conflicts = models.JSONField(default=list)
    declared_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"Declaration for {self.assignment}"


class Score(models.Model):
    """One reviewer's score on one criterion; never changed once the reviewer has sent them all. A criterion that does
    not apply has no value and says so."""

    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="scores")
    criterion = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField(null=True)
    is_not_applicable = models.BooleanField(default=False)
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

    @property
    def words(self) -> str:
        """The value, or that the criterion does not apply."""
        return NOT_APPLICABLE if self.is_not_applicable else str(self.value)


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
    def agreement_told(self) -> str:
        """How far the reviewers agreed, with what to do about it only while the panel has not agreed."""
        is_agreed = self.state == ConsensusState.AGREED
        return self.agreement_words.partition(";")[0].rstrip(".") + "." if is_agreed else self.agreement_words

    @property
    def subject(self) -> ReviewSubject:
        """What was reviewed."""
        return self.panel.subject


class ConsensusScore(models.Model):
    """The common score on one criterion, with the reason the provider reads, and one for leaving the mean."""

    consensus = models.ForeignKey(Consensus, on_delete=models.PROTECT, related_name="scores")
    criterion = models.CharField(max_length=40)
    value = models.PositiveSmallIntegerField(null=True)
    is_not_applicable = models.BooleanField(default=False)
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

    @property
    def words(self) -> str:
        """The value, or that the criterion does not apply."""
        return NOT_APPLICABLE if self.is_not_applicable else str(self.value)


class Honorarium(models.Model):
    """What one sent review is paid, in cents, and whether that happened. ``note`` names the payment, or why not."""

    assignment = models.OneToOneField(Assignment, on_delete=models.PROTECT, related_name="honorarium")
    cents = models.BigIntegerField()
    state = models.CharField(
        max_length=10, choices=HonorariumState.choices, default=HonorariumState.DUE, editable=False
    )
    due_since = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, editable=False)
    settled_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "honoraria"
        ordering = ["due_since", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="honorarium_is_something"),
            models.CheckConstraint(
                condition=Q(state="due") | Q(settled_at__isnull=False), name="honorarium_settled_has_instant"
            ),
        ]

    def __str__(self) -> str:
        return f"Honorarium of {self.assignment.reviewer}"


class StandingPanel(models.Model):
    """Whom an officer wants for a round, or for one subject or grade band of it: suggested before anybody else."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="standing_panels")
    subject = models.CharField(max_length=30, choices=Subject.choices, blank=True)
    grade_band = models.CharField(max_length=10, choices=GradeBand.choices, blank=True)
    lead = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    members = models.ManyToManyField(PERSON, related_name="+")
    set_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        ordering = ["subject", "grade_band", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "subject", "grade_band"], name="standing_panel_once_a_category")
        ]

    def __str__(self) -> str:
        return f"Panel for {self.category} of {self.round.reference}"

    @property
    def category(self) -> str:
        """What of the round it is for, in words."""
        parts = [self.get_subject_display() if self.subject else "", self.get_grade_band_display()]
        return ", ".join(filter(None, parts if self.grade_band else parts[:1])) or "the whole round"


class Recheck(models.Model):
    """A random sample of declarations to look at again. Its seed and its last instant draw the same sample anew."""

    seed = models.CharField(max_length=40)
    drawn_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    drawn_at = models.DateTimeField()
    declaration_count = models.PositiveIntegerField()

    class Meta:
        ordering = ["-drawn_at", "-pk"]

    def __str__(self) -> str:
        return f"Re-check {self.pk}"


class RecheckedDeclaration(models.Model):
    """One declaration of a sample: who looked at it again, what came of it, and what they noted."""

    recheck = models.ForeignKey(Recheck, on_delete=models.PROTECT, related_name="rows")
    declaration = models.ForeignKey(ConflictDeclaration, on_delete=models.PROTECT, related_name="rechecks")
    found = models.CharField(max_length=10, choices=RecheckFinding.choices, blank=True, editable=False)
    note = models.TextField(blank=True, editable=False)
    checked_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    checked_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["recheck", "declaration"], name="rechecked_declaration_once")]

    def __str__(self) -> str:
        return f"{self.recheck}, declaration {self.declaration_id}"

    @property
    def subject(self) -> ReviewSubject:
        """What the declaration was about."""
        return self.declaration.assignment.panel.subject
