"""Decisions of expert panels on whether a measure of the registry is valid, each with its votes and reasons."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.evidence.models import Measure
from marketplace.lifecycles.models import Record
from procurement.measures.transitions import MeasureDecisionState, VoteState
from procurement.policy.models import PolicyVersion
from procurement.policy.pins import PolicyPin

__all__ = ["MeasureDecision", "MeasureVote"]

PERSON = settings.AUTH_USER_MODEL


class MeasureDecision(Record):
    """One look at a measure by people with expertise and without a tie to the body that owns it.

    The policy in force when it was opened says how many vote and how far back ties are looked for. Public once decided.
    """

    reference_prefix = "MSD"

    measure = models.ForeignKey(Measure, on_delete=models.PROTECT, related_name="decisions")
    owner_name = models.CharField(max_length=200)
    question = models.TextField()
    policy_version = PolicyPin(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(
        max_length=10, choices=MeasureDecisionState.choices, default=MeasureDecisionState.OPEN, editable=False
    )
    opened_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    is_validated = models.BooleanField(null=True, editable=False)
    reason = models.TextField(blank=True, editable=False)
    decided_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["measure"], condition=Q(state="open"), name="measure_decision_one_open"),
            models.CheckConstraint(
                condition=Q(state="open")
                | Q(is_validated__isnull=False, decided_by__isnull=False, decided_at__isnull=False),
                name="measure_decision_decided_by_somebody",
            ),
        ]

    @property
    def votes_needed(self) -> int:
        """How many vote, at least."""
        return self.policy_version.rules.review.reviewers_min

    @property
    def outcome(self) -> str:
        """What was decided, in words."""
        return "Validated" if self.is_validated else "Not validated"


class MeasureVote(models.Model):
    """One panelist's part in a decision: their expertise, and once cast their vote and its reason."""

    decision = models.ForeignKey(MeasureDecision, on_delete=models.PROTECT, related_name="votes")
    panelist = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    expertise = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=VoteState.choices, default=VoteState.ASKED, editable=False)
    asked_at = models.DateTimeField()
    is_valid = models.BooleanField(null=True, editable=False)
    reason = models.TextField(blank=True, editable=False)
    cast_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "panelist"], name="measure_vote_once"),
            models.CheckConstraint(
                condition=Q(state="cast", is_valid__isnull=False, cast_at__isnull=False)
                | (~Q(state="cast") & Q(is_valid__isnull=True, cast_at__isnull=True)),
                name="measure_vote_cast_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"Vote of {self.panelist} in {self.decision}"
