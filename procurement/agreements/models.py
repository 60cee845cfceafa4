"""An agreement: who buys what from whom; and the ledger of what it commits."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q

from marketplace.lifecycles.models import Record
from marketplace.organizations.models import Organization
from marketplace.products.vocabulary import Subject

__all__ = ["Agreement", "SpendEntry", "SpendEntryKind"]


class SpendEntryKind(models.TextChoices):
    """Reserved when a request is issued, fixed at signature, released when it ends."""

    RESERVED = "reserved", "Reserved"
    FIXED = "fixed", "Fixed"
    RELEASED = "released", "Released"


class Agreement(Record):
    """The lasting identity of a purchase between a buyer and a provider; contracts are its versions."""

    reference_prefix = "AGR"

    buyer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="agreements_as_buyer")
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="agreements_as_provider")

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(buyer=F("provider")), name="agreement_two_parties")]


class SpendEntry(models.Model):
    """One line of the ledger, written once. Cents are never negative; the kind says whether they add or take away."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="spend")
    buyer = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    category = models.CharField(max_length=30, choices=Subject.choices)
    fiscal_year = models.PositiveIntegerField()
    amount_cents = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=SpendEntryKind.choices)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]
        verbose_name_plural = "spend entries"
        indexes = [models.Index(fields=["buyer", "provider", "category", "fiscal_year"], name="spend_counted_together")]
        constraints = [models.CheckConstraint(condition=Q(amount_cents__gte=0), name="spend_not_negative")]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.kind} {self.amount_cents} cents"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("a line of the ledger is written once")
        super().save(*args, **kwargs)
