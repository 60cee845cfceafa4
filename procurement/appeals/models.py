"""Appeals against decisions: what the provider holds against one, who looked again, and what came of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.documents.models import StoredFile
from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from procurement.appeals.deadlines import decide_by, file_by
from procurement.appeals.transitions import AppealState
from procurement.designations.models import Determination
from procurement.lettertemplates.models import LetterTemplateVersion

__all__ = ["Appeal"]

PERSON = settings.AUTH_USER_MODEL
DECIDED = (AppealState.DISMISSED, AppealState.GRANTED)


class Appeal(Record):
    """One appeal against one decision, filed once. `created_at` is the instant at which it was filed.

    `filed_sha256` is the hash of what was filed, `sha256` that of what was decided.
    `result` is the decision that a granted appeal put in the place of the one appealed. `refusal` is set, on the
    object only, where an act was refused but remembered.
    """

    reference_prefix = "APL"
    refusal = ""

    determination = models.OneToOneField(Determination, on_delete=models.PROTECT, related_name="appeal")
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    grounds = models.TextField()
    new_evidence = models.TextField(blank=True)
    state = models.CharField(max_length=15, choices=AppealState.choices, default=AppealState.FILED, editable=False)
    filed_sha256 = models.CharField(max_length=64, editable=False)
    filed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    taken_up_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    taken_up_at = models.DateTimeField(null=True, editable=False)
    reason = models.TextField(blank=True, editable=False)
    decided_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    result = models.OneToOneField(
        Determination, null=True, on_delete=models.PROTECT, related_name="granted_appeal", editable=False
    )
    sha256 = models.CharField(max_length=64, blank=True, editable=False)
    letter = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    letter_template = models.ForeignKey(
        LetterTemplateVersion, null=True, on_delete=models.PROTECT, related_name="+", editable=False
    )
    receipt = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    audit_head = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=DECIDED) | Q(decided_by__isnull=False, closed_at__isnull=False),
                name="appeal_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state="granted", result__isnull=False) | (~Q(state="granted") & Q(result__isnull=True)),
                name="appeal_granted_by_a_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state="under_review") | Q(taken_up_by__isnull=False), name="appeal_taken_up_by_somebody"
            ),
        ]

    @property
    def title(self) -> str:
        return f"Appeal about {self.determination.model.name}"

    @property
    def file_by(self) -> datetime:
        """Until when it could be filed; at that instant it is late."""
        return file_by(self.determination)

    @property
    def decide_by(self) -> datetime:
        """By when the department decides it."""
        return decide_by(self.determination, self.created_at)

    @property
    def is_open(self) -> bool:
        """Whether it still waits for a decision."""
        return self.state in (AppealState.FILED, AppealState.UNDER_REVIEW)

    @property
    def public_at(self) -> datetime | None:
        """When everyone may read what came of it: the policy's hours after it was closed; never stored."""
        if self.closed_at is None:
            return None
        return self.closed_at + timedelta(hours=self.determination.policy_version.rules.clocks.public_after_hours)

    def is_public(self, at: datetime) -> bool:
        """Whether everyone may read it at this instant."""
        return self.public_at is not None and self.public_at <= at
