"""Decisions and the approvals that follow from them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import in_sentence
from marketplace.documents.models import StoredFile
from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.tier_names import tier_label, tier_phrase
from marketplace.products.vocabulary import GradeBand, Service, Subject, Tier
from procurement.designations.transitions import DesignationState, DeterminationState
from procurement.lettertemplates.models import LetterTemplateVersion
from procurement.policy.models import PolicyVersion
from procurement.policy.pins import PolicyPin
from procurement.reviews.models import ReviewSubject

PERSON = settings.AUTH_USER_MODEL


class DeterminationKind(models.TextChoices):
    """What a decision answers."""

    FIRST = "first", "Application"
    TIER_REVIEW = "tier_review", "Tier review"
    APPEAL = "appeal", "Appeal"


class Determination(Record):
    """One decision about a tier: recommended by one person, issued by another who neither recommended nor reviewed.

    One on an appeal is issued by an appeal officer who had no part before; nobody recommends it.

    An empty tier declines. ``reasons`` gives each criterion its score and reason; ``scope`` its subject, grade band
    and service rows; ``evidence`` what the evidence carried when it was issued; ``exception`` why it gives more.
    """

    reference_prefix = "DET"

    kind = models.CharField(max_length=20, choices=DeterminationKind.choices)
    subject = models.ForeignKey(
        ReviewSubject, null=True, blank=True, on_delete=models.PROTECT, related_name="determinations"
    )
    source_reference = models.CharField(max_length=24)
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="determinations")
    model_version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="+")
    policy_version = PolicyPin(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    tier_asked = models.CharField(max_length=20, choices=Tier.choices, blank=True)
    tier_recommended = models.CharField(max_length=20, choices=Tier.choices, blank=True)
    tier = models.CharField(max_length=20, choices=Tier.choices, blank=True)
    reasons = models.JSONField(default=list)
    summary = models.TextField(blank=True)
    recommendation = models.TextField(blank=True)
    decision_reason = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    exception = models.TextField(blank=True)
    scope = models.JSONField(default=list)
    evidence = models.JSONField(default=dict)
    state = models.CharField(
        max_length=20, choices=DeterminationState.choices, default=DeterminationState.RECOMMENDED, editable=False
    )
    recommended_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+")
    issued_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    issued_at = models.DateTimeField(null=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    letter = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    letter_template = models.ForeignKey(
        LetterTemplateVersion, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="recommended") | Q(issued_at__isnull=False, issued_by__isnull=False),
                name="determination_issued_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(issued_by__isnull=True) | ~Q(issued_by=F("recommended_by")),
                name="determination_two_hands",
            ),
            models.CheckConstraint(
                condition=Q(kind="appeal") | Q(recommended_by__isnull=False),
                name="determination_recommended_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(exception="") | Q(state="recommended") | ~Q(tier=""),
                name="determination_exception_for_a_tier",
            ),
            models.UniqueConstraint(
                fields=["subject"], condition=Q(kind="first"), name="determination_first_once_a_subject"
            ),
        ]

    def get_tier_display(self) -> str:
        """The name of the tier given, in the words of its policy."""
        return tier_label(self.tier, self.policy_version_id) if self.tier else ""

    def get_tier_recommended_display(self) -> str:
        """The name of the tier recommended, in the words of its policy."""
        return tier_label(self.tier_recommended, self.policy_version_id) if self.tier_recommended else ""

    def get_tier_asked_display(self) -> str:
        """The name of the tier asked for, in the words of its policy."""
        return tier_label(self.tier_asked, self.policy_version_id) if self.tier_asked else ""

    @property
    def is_approval(self) -> bool:
        """Whether it gives a tier."""
        return bool(self.tier)

    @property
    def public_at(self) -> datetime | None:
        """When everyone may read it: the policy's hours after it was issued; never stored."""
        if self.issued_at is None:
            return None
        return self.issued_at + timedelta(hours=self.policy_version.rules.clocks.public_after_hours)

    def is_public(self, at: datetime) -> bool:
        """Whether everyone may read it at this instant."""
        return self.public_at is not None and self.public_at <= at

    @property
    def outcome(self) -> str:
        """What was decided, in words."""
        return f"Approved, {tier_phrase(self.tier, self.policy_version_id)}" if self.tier else "Not approved"


class Designation(models.Model):
    """A tier in force for one model over [starts_at, ends_at); at most one at any instant, by the database.

    A revocation or a later designation moves ``ends_at``; ``term_ends_at`` stays as it was decided. Suspensions stand
    beside it as periods of their own. What everyone may know of its end is :meth:`public_end`.
    """

    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="designations")
    version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="+")
    determination = models.OneToOneField(Determination, on_delete=models.PROTECT, related_name="designation")
    tier = models.CharField(max_length=20, choices=Tier.choices)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    term_ends_at = models.DateTimeField(editable=False)
    conditions = models.TextField(blank=True)
    state = models.CharField(
        max_length=20, choices=DesignationState.choices, default=DesignationState.ACTIVE, editable=False
    )
    revoked_reason = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="designation_ends_after_start")
        ]
        indexes = [models.Index(fields=["starts_at", "ends_at"], name="designation_period")]

    def __str__(self) -> str:
        return f"{self.model}, {in_sentence(self.get_tier_display())}"

    def get_tier_display(self) -> str:
        """The name of its tier, in the words of the policy that it was decided under."""
        return tier_label(self.tier, self.determination.policy_version_id)

    def is_in_period(self, at: datetime) -> bool:
        """Whether the instant lies within its period; suspensions are another matter."""
        return self.starts_at <= at < self.ends_at

    def can_be_enforced(self, at: datetime) -> bool:
        """Whether it can still be suspended, reinstated or revoked."""
        if self.state == DesignationState.SUPERSEDED:
            return self.is_in_period(at)
        return self.state != DesignationState.REVOKED

    @property
    def open_suspension(self) -> Suspension | None:
        """The suspension that lasts, or None."""
        return next((each for each in self.suspensions.all() if each.ends_at is None), None)

    def is_replaced(self, at: datetime) -> bool:
        """Whether a later decision has taken its place, as everyone may know: from the hour that one is public."""
        return self.state == DesignationState.SUPERSEDED and self.ends_at <= at

    def public_end(self, at: datetime) -> datetime:
        """Its end as everyone may know it. A decision that is not public yet has shortened nothing."""
        is_undisclosed = self.state == DesignationState.SUPERSEDED and not self.is_replaced(at)
        return self.term_ends_at if is_undisclosed else self.ends_at

    def last_day(self, at: datetime, zone: str) -> date | None:
        """The last day in force, as everyone may know it at this instant; None for one that a later designation
        has replaced, which says nothing of the model."""
        if self.is_replaced(at):
            return None
        return local_day(self.public_end(at) - timedelta(microseconds=1), zone)


class DesignationScope(models.Model):
    """One combination of subject, grade band and service that a designation covers."""

    designation = models.ForeignKey(Designation, on_delete=models.CASCADE, related_name="scopes")
    subject = models.CharField(max_length=30, choices=Subject.choices)
    grade_band = models.CharField(max_length=10, choices=GradeBand.choices)
    service = models.CharField(max_length=30, choices=Service.choices)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["designation", "subject", "grade_band", "service"], name="designation_scope_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}, {self.get_grade_band_display()}, {self.get_service_display().lower()}"


class Suspension(models.Model):
    """A period in which a designation did not count: [starts_at, ends_at), open while it lasts."""

    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="suspensions")
    reason = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["designation"], condition=Q(ends_at__isnull=True), name="suspension_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"Suspension of {self.designation}"


class VersionAdoption(models.Model):
    """The instant from which an approval stands on a later version of its model, and the version it stood on before."""

    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="adoptions")
    before = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="+")
    after = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="+")
    source_reference = models.CharField(max_length=24)
    adopted_at = models.DateTimeField()

    class Meta:
        ordering = ["adopted_at", "pk"]

    def __str__(self) -> str:
        return f"{self.designation}, version {self.after.number}"
