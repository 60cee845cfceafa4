"""A district's request to a provider for a pilot."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from marketplace.documents.models import StoredFile
from marketplace.evidence.models import Measure
from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from marketplace.products.models import LearningModel, ModelVersion
from marketplace.products.vocabulary import GradeBand, Subject
from procurement.agreements.models import Agreement
from procurement.designations.models import Designation
from procurement.policy.models import PolicyVersion
from procurement.policy.pins import PolicyPin
from procurement.quotes.transitions import PilotRequestState

__all__ = ["FundingSource", "LaneChoice", "PilotRequest", "RequestResearch"]


class FundingSource(models.TextChoices):
    """What pays; federal money brings its own clause."""

    LOCAL = "local", "The district's own money"
    STATE = "state", "State money"
    FEDERAL = "federal", "Federal money, such as Title I"
    GRANT = "grant", "A grant from someone else"


class LaneChoice(models.TextChoices):
    """The way of buying."""

    DIRECT = "direct", "Order from one provider"


class PilotRequest(Record):
    """What a district needs from one approved model. Nobody outside the district sees it before it is issued."""

    reference_prefix = "PRQ"

    lane = models.CharField(max_length=20, choices=LaneChoice.choices, default=LaneChoice.DIRECT)
    buyer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="requests_made")
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="requests_received")
    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="requests")
    designation = models.ForeignKey(Designation, on_delete=models.PROTECT, related_name="requests")
    model_version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="+")
    policy_version = PolicyPin(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    agreement = models.OneToOneField(
        Agreement, null=True, blank=True, on_delete=models.PROTECT, related_name="request", editable=False
    )
    state = models.CharField(
        max_length=12, choices=PilotRequestState.choices, default=PilotRequestState.DRAFT, editable=False
    )
    need = models.TextField()
    subject = models.CharField(max_length=20, choices=Subject.choices)
    grade_band = models.CharField(max_length=5, choices=GradeBand.choices)
    students_count = models.PositiveIntegerField()
    sites = models.JSONField(default=list)
    starts_on = models.DateField()
    ends_on = models.DateField()
    estimated_total_cents = models.BigIntegerField()
    price_lines = models.JSONField(default=list)
    funding_source = models.CharField(max_length=10, choices=FundingSource.choices, default=FundingSource.LOCAL)
    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_reason = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(buyer=F("provider")), name="pilot_request_not_own_offer"),
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="pilot_request_ends_after_start"),
            models.CheckConstraint(condition=Q(estimated_total_cents__gt=0), name="pilot_request_total_positive"),
            models.CheckConstraint(condition=Q(students_count__gt=0), name="pilot_request_students_positive"),
            models.CheckConstraint(
                condition=Q(state__in=["draft", "ended"]) | Q(issued_at__isnull=False, agreement__isnull=False),
                name="pilot_request_issued_whole",
            ),
        ]

    @property
    def title(self) -> str:
        """What people call it: the model and the grades."""
        return f"{self.model.name}, {self.get_grade_band_display().lower()}"

    @property
    def is_issued(self) -> bool:
        """Whether it has been sent to the provider, whatever came of it."""
        return self.issued_at is not None


class RequestResearch(models.Model):
    """A market research record that a district put beside its request, as it was handed down; for its own people.

    ``sha256`` is the record's; ``pdf`` is guarded by what it belongs to, so the provider of the request never has it.
    """

    request = models.ForeignKey(PilotRequest, on_delete=models.PROTECT, related_name="research")
    reference = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    pdf = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    frozen_at = models.DateTimeField()
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()

    class Meta:
        ordering = ["attached_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "reference"], name="request_research_once"),
        ]

    def __str__(self) -> str:
        return f"{self.reference} with {self.request.reference}"
