"""A pilot under a signed contract: its milestones, and the money that is recorded, never moved, here."""

from __future__ import annotations

from datetime import datetime, time

from django.db import models
from django.db.models import F, Q

from marketplace.clocks.calendar import at_local
from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from marketplace.products.models import LearningModel, ModelVersion
from procurement.contracts.models import Contract
from procurement.pilots.transitions import MilestoneState, PilotState
from procurement.policy.models import PolicyVersion
from procurement.policy.pins import PolicyPin

__all__ = ["Invoice", "Milestone", "PaymentMethod", "PaymentRecord", "Pilot"]

CLOSE_OF_BUSINESS = time(17)


class PaymentMethod(models.TextChoices):
    """How a district's business office paid."""

    CHECK = "check", "Check"
    ACH = "ach", "Bank transfer (ACH)"
    CARD = "card", "Purchasing card"


class Pilot(Record):
    """One trial of one model in one district. Its terms are the contract's and are read from there.

    `verdict` is what the contract's rule gave, written down once the agency has verified the outcome; empty before.
    `may_be_asked_since` is when the district said that others may ask it about this pilot; none: it has not.
    """

    reference_prefix = "PIL"

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="pilot")
    buyer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="pilots_as_buyer")
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="pilots_as_provider")
    model = models.ForeignKey(LearningModel, on_delete=models.PROTECT, related_name="pilots")
    model_version = models.ForeignKey(ModelVersion, on_delete=models.PROTECT, related_name="pilots")
    policy_version = PolicyPin(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=PilotState.choices, default=PilotState.SCHEDULED, editable=False)
    zone = models.CharField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField()
    students_count = models.PositiveIntegerField()
    total_cents = models.BigIntegerField()
    family_notice_on = models.DateField(null=True, blank=True)
    family_notice_how = models.CharField(max_length=200, blank=True)
    purchase_order = models.CharField(max_length=40, blank=True)
    verdict = models.CharField(max_length=15, blank=True, editable=False)
    started_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    end_reason = models.TextField(blank=True)
    may_be_asked_since = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="pilot_ends_after_start"),
            models.CheckConstraint(
                condition=Q(started_at__isnull=True) | Q(family_notice_on__isnull=False),
                name="pilot_runs_after_family_notice",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["scheduled", "terminated"]) | Q(started_at__isnull=False),
                name="pilot_running_has_started",
            ),
            models.CheckConstraint(condition=~Q(state="closed") | ~Q(verdict=""), name="pilot_closed_with_verdict"),
            models.CheckConstraint(condition=~Q(buyer=F("provider")), name="pilot_two_parties"),
        ]

    @property
    def title(self) -> str:
        return f"{self.model.name} in {self.buyer.name}"

    @property
    def terms(self) -> dict:
        """The contract's body, which both sides signed."""
        return self.contract.body

    @property
    def meets_rule(self) -> bool:
        """Whether the verified outcome met the contract's rule in full, which releases the contingent share."""
        return self.verdict == "expand"

    @property
    def is_running(self) -> bool:
        return self.state == PilotState.ACTIVE


class Milestone(models.Model):
    """One step of the contract with its share of the price. Cents; a contingent one depends on the outcome."""

    pilot = models.ForeignKey(Pilot, on_delete=models.PROTECT, related_name="milestones")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    due_on = models.DateField()
    amount_cents = models.BigIntegerField()
    is_contingent = models.BooleanField(default=False)
    state = models.CharField(
        max_length=10, choices=MilestoneState.choices, default=MilestoneState.PLANNED, editable=False
    )
    delivery_note = models.TextField(blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True, editable=False)
    return_reason = models.TextField(blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True, editable=False)
    accepted_cents = models.BigIntegerField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["pilot", "number"]
        constraints = [
            models.UniqueConstraint(fields=["pilot", "number"], name="milestone_number_once"),
            models.CheckConstraint(condition=Q(amount_cents__gte=0), name="milestone_amount_not_negative"),
            models.CheckConstraint(
                condition=~Q(state__in=["accepted", "invoiced", "paid"])
                | Q(accepted_at__isnull=False, accepted_cents=F("amount_cents")),
                name="milestone_accepted_as_ordered",
            ),
        ]

    def __str__(self) -> str:
        return f"Milestone {self.number}: {self.title}"

    @property
    def due_at(self) -> datetime:
        """The end of business on its day, in the pilot's zone."""
        return at_local(self.due_on, CLOSE_OF_BUSINESS, self.pilot.zone)

    @property
    def is_settled(self) -> bool:
        """Whether nothing about it is open: paid, accepted at no price, or not earned by the outcome."""
        if self.state == MilestoneState.PAID:
            return True
        if self.state == MilestoneState.ACCEPTED and not self.amount_cents:
            return True
        return self.is_forfeited

    @property
    def is_forfeited(self) -> bool:
        """Whether the outcome is verified and did not earn this share."""
        return self.is_contingent and bool(self.pilot.verdict) and not self.pilot.meets_rule


class Invoice(models.Model):
    """The provider's invoice for an accepted milestone: ordered, accepted and invoiced agree to the cent."""

    milestone = models.OneToOneField(Milestone, on_delete=models.PROTECT, related_name="invoice")
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=40)
    invoiced_on = models.DateField()
    purchase_order = models.CharField(max_length=40)
    ordered_cents = models.BigIntegerField()
    accepted_cents = models.BigIntegerField()
    amount_cents = models.BigIntegerField()
    recorded_at = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["provider", "number"], name="invoice_number_once"),
            models.CheckConstraint(
                condition=Q(amount_cents=F("ordered_cents")) & Q(amount_cents=F("accepted_cents")),
                name="invoice_matches_three_ways",
            ),
        ]

    def __str__(self) -> str:
        return f"Invoice {self.number}"


class PaymentRecord(models.Model):
    """What the district's business office paid, as it says. The portal moves no money."""

    invoice = models.OneToOneField(Invoice, on_delete=models.PROTECT, related_name="payment")
    method = models.CharField(max_length=10, choices=PaymentMethod.choices)
    payment_number = models.CharField(max_length=40)
    paid_on = models.DateField()
    amount_cents = models.BigIntegerField()
    recorded_at = models.DateTimeField(editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="payment_of_something"),
            models.CheckConstraint(condition=Q(method__in=PaymentMethod.values), name="payment_method_known"),
        ]

    def __str__(self) -> str:
        return f"Payment {self.payment_number}"
