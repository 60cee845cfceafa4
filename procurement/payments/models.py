"""Fees of any subject, the payments towards them, requests to be exempt, and what a payment service told us."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from marketplace.documents.models import StoredFile
from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from procurement.payments.offline import CHECKOUT, WAYS
from procurement.payments.transitions import ExemptionState, FeeState, PaymentState
from procurement.policy.models import PolicyVersion
from procurement.policy.pins import PolicyPin

PERSON = settings.AUTH_USER_MODEL
FeeMethod = models.TextChoices(
    "FeeMethod", [(way.value.upper(), (way.value, way.label)) for way in WAYS] + [("CHECKOUT", (CHECKOUT, "Online"))]
)


class FeeKind(models.TextChoices):
    """What a fee is for."""

    APPLICATION = "application", "Application"


class ExemptGround(models.TextChoices):
    """Why nothing is to be paid."""

    PUBLIC_BODY = "public_body", "Public body"
    SMALL_FIRM = "small_firm", "Small firm"
    ON_REQUEST = "on_request", "On request"
    WITHDRAWN = "withdrawn", "Withdrawn before it was paid"


class Fee(Record):
    """What is owed for one record, by the policy that the record pins. `source_reference` names the record.

    `people_count` is how many people work for the payer, as it said when the fee was raised.
    """

    reference_prefix = "FEE"

    kind = models.CharField(max_length=20, choices=FeeKind.choices, default=FeeKind.APPLICATION)
    source_reference = models.CharField(max_length=24)
    title = models.CharField(max_length=200)
    payer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="fees")
    policy_version = PolicyPin(PolicyVersion, on_delete=models.PROTECT, related_name="+")
    amount_cents = models.BigIntegerField()
    zone = models.CharField(max_length=64)
    people_count = models.PositiveIntegerField(null=True, editable=False)
    state = models.CharField(max_length=10, choices=FeeState.choices, default=FeeState.DUE, editable=False)
    settled_at = models.DateTimeField(null=True, editable=False)
    exempt_ground = models.CharField(max_length=12, choices=ExemptGround.choices, blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "source_reference"], name="fee_once_a_record"),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="fee_of_something"),
            models.CheckConstraint(
                condition=Q(state="due", settled_at__isnull=True) | (~Q(state="due") & Q(settled_at__isnull=False)),
                name="fee_settled_has_instant",
            ),
            models.CheckConstraint(
                condition=Q(state="exempt") & ~Q(exempt_ground="") | ~Q(state="exempt") & Q(exempt_ground=""),
                name="fee_exempt_has_ground",
            ),
        ]
        indexes = [models.Index(fields=["state", "created_at"], name="fee_queue")]

    @property
    def is_settled(self) -> bool:
        """Whether nothing stands in the way of going on: it is paid, or nothing is to be paid."""
        return self.state in (FeeState.PAID, FeeState.EXEMPT)


class Payment(Record):
    """One attempt to pay a fee. `settles` marks the one payment that the fee stands on; another is to be given back.

    `session` and `charge` are a payment service's own names; `number` is that of a check, transfer or order.
    `is_processing` says that the payer has done their part and the bank has yet to answer.
    """

    reference_prefix = "PAY"

    fee = models.ForeignKey(Fee, on_delete=models.PROTECT, related_name="payments")
    method = models.CharField(max_length=15, choices=FeeMethod.choices)
    amount_cents = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=PaymentState.choices, default=PaymentState.PENDING, editable=False)
    settles = models.BooleanField(default=False, editable=False)
    number = models.CharField(max_length=40, blank=True)
    paid_on = models.DateField(null=True)
    begun_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    received_at = models.DateTimeField(null=True, editable=False)
    receipt = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    failure_reason = models.TextField(blank=True, editable=False)
    session = models.CharField(max_length=120, blank=True, editable=False)
    session_url = models.TextField(blank=True, editable=False)
    session_expires_at = models.DateTimeField(null=True, editable=False)
    is_processing = models.BooleanField(default=False, editable=False)
    charge = models.CharField(max_length=120, blank=True, editable=False)
    refunded_cents = models.BigIntegerField(default=0, editable=False)
    refund_reason = models.TextField(blank=True, editable=False)
    refund_number = models.CharField(max_length=40, blank=True, editable=False)
    refund_asked_at = models.DateTimeField(null=True, editable=False)
    refunded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["fee"], condition=Q(settles=True), name="fee_stands_on_one_payment"),
            models.UniqueConstraint(fields=["session"], condition=~Q(session=""), name="payment_session_once"),
            models.UniqueConstraint(
                fields=["fee"], condition=Q(state="pending", method="checkout"), name="payment_one_page_a_fee"
            ),
            models.CheckConstraint(condition=Q(amount_cents__gt=0), name="fee_payment_of_something"),
            models.CheckConstraint(
                condition=Q(refunded_cents__gte=0) & Q(refunded_cents__lte=F("amount_cents")),
                name="payment_refund_within_amount",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("succeeded", "refunded")) | Q(received_at__isnull=False),
                name="payment_received_has_instant",
            ),
        ]

    @property
    def is_online(self) -> bool:
        """Whether a payment service moves the money."""
        return self.method == CHECKOUT

    @property
    def standing(self) -> str:
        """Where it stands in words; a page of the payment service that was opened is not yet money on its way."""
        is_only_begun = self.state == PaymentState.PENDING and not self.is_processing
        return "Begun, not finished" if is_only_begun else self.get_state_display()

    @property
    def is_surplus(self) -> bool:
        """Whether the money is here although the fee does not stand on it."""
        return self.state == PaymentState.SUCCEEDED and not self.settles

    def has_page(self, at: datetime) -> bool:
        """Whether the payment service's page for it is open at this instant."""
        return bool(self.session_url) and self.session_expires_at is not None and at < self.session_expires_at


class ExemptionRequest(models.Model):
    """A payer's wish to pay nothing, and the department's answer."""

    fee = models.ForeignKey(Fee, on_delete=models.PROTECT, related_name="exemption_requests")
    reason = models.TextField()
    state = models.CharField(
        max_length=10, choices=ExemptionState.choices, default=ExemptionState.ASKED, editable=False
    )
    asked_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(editable=False)
    decided_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)
    decision_reason = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["fee"], condition=Q(state="asked"), name="exemption_one_open_a_fee"),
            models.CheckConstraint(
                condition=Q(state__in=("asked", "lapsed"))
                | (Q(decided_by__isnull=False, decided_at__isnull=False) & ~Q(decision_reason="")),
                name="exemption_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"Request for an exemption from {self.fee.reference}"


class GatewayEvent(models.Model):
    """A message of the payment service, as it came and once its signature held; each takes effect once."""

    event = models.CharField(max_length=120, unique=True)
    kind = models.CharField(max_length=80)
    body = models.TextField()
    received_at = models.DateTimeField()
    payment = models.ForeignKey(Payment, null=True, on_delete=models.PROTECT, related_name="events")

    class Meta:
        ordering = ["received_at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind}, {self.event}"
