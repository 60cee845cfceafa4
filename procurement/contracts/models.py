"""A contract: the assembled text, its hash and file, the board's vote, the signatures, the data schedule."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.documents.models import StoredFile
from marketplace.lifecycles.models import Record
from marketplace.products.vocabulary import Necessity
from procurement.agreements.models import Agreement
from procurement.contracts.transitions import ContractState
from procurement.negotiations.models import Negotiation, Revision, Side

__all__ = ["BoardVote", "Contract", "DataScheduleItem", "Signature"]

LOCKED_FIELDS = ("body", "canonical_text", "sha256")


class Contract(Record):
    """One version of an agreement. Its text never changes: body, canonical text and hash are written once.

    Both must sign before `sign_by`; after it the contract can only lapse.
    """

    reference_prefix = "CON"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="contracts")
    negotiation = models.ForeignKey(Negotiation, on_delete=models.PROTECT, related_name="contracts")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="contracts")
    state = models.CharField(
        max_length=20, choices=ContractState.choices, default=ContractState.ASSEMBLED, editable=False
    )
    body = models.JSONField()
    canonical_text = models.TextField()
    sha256 = models.CharField(max_length=64)
    pdf = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sign_by = models.DateTimeField()
    executed_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_reason = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["negotiation"],
                condition=~Q(state__in=["declined", "lapsed"]),
                name="contract_one_live_a_negotiation",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["executed", "completed", "terminated"], executed_at__isnull=False)
                | Q(state__in=["assembled", "out_for_signature", "declined", "lapsed"], executed_at__isnull=True),
                name="contract_executed_has_instant",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        written = kwargs.get("update_fields")
        if self.pk and (written is None or set(written) & set(LOCKED_FIELDS)):
            raise TypeError("the text of a contract is written once")
        super().save(*args, **kwargs)

    @property
    def title(self) -> str:
        """What people call it."""
        return f"{self.body['model']['name']}, {self.body['scope']['grades'].lower()}"


class BoardVote(models.Model):
    """The recorded vote of the district's governing board on one contract."""

    contract = models.OneToOneField(Contract, on_delete=models.PROTECT, related_name="board_vote")
    held_on = models.DateField()
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.votes_for} for, {self.votes_against} against"

    @property
    def is_passed(self) -> bool:
        return self.votes_for > self.votes_against


class Signature(models.Model):
    """One side's signature: the name typed, tied to the hash. Written once."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=10, choices=Side.choices)
    signatory = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    typed_name = models.CharField(max_length=150)
    sha256 = models.CharField(max_length=64)
    signed_at = models.DateTimeField()

    class Meta:
        ordering = ["signed_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["contract", "side"], name="signature_one_a_side")]

    def __str__(self) -> str:
        return f"{self.typed_name}, for the {self.get_side_display().lower()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("a signature is written once")
        super().save(*args, **kwargs)


class DataScheduleItem(models.Model):
    """One kind of student data that the contract lets the provider collect."""

    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, related_name="data_schedule")
    category = models.CharField(max_length=100)
    element = models.CharField(max_length=200)
    purpose = models.CharField(max_length=300)
    necessity = models.CharField(max_length=10, choices=Necessity.choices)

    class Meta:
        ordering = ["category", "element", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["contract", "category", "element"], name="data_schedule_item_once")
        ]

    def __str__(self) -> str:
        return f"{self.category}: {self.element}"
