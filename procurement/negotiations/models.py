"""A negotiation, its numbered revisions, who accepted which, and what was said beside them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.lifecycles.models import Record
from procurement.clauses.models import ContractTemplateVersion
from procurement.negotiations.transitions import NegotiationState
from procurement.quotes.models import PilotRequest

__all__ = ["Acceptance", "Negotiation", "NegotiationComment", "Revision", "Side"]


class Side(models.TextChoices):
    """The two sides of a negotiation."""

    BUYER = "buyer", "District"
    PROVIDER = "provider", "Provider"

    @property
    def other(self) -> Side:
        return Side.PROVIDER if self is Side.BUYER else Side.BUYER


class Negotiation(Record):
    """The talks about one request. `zone` is the one its days are meant in."""

    reference_prefix = "NEG"

    request = models.OneToOneField(PilotRequest, on_delete=models.PROTECT, related_name="negotiation")
    template_version = models.ForeignKey(ContractTemplateVersion, on_delete=models.PROTECT, related_name="+")
    zone = models.CharField(max_length=40)
    state = models.CharField(
        max_length=10, choices=NegotiationState.choices, default=NegotiationState.OPEN, editable=False
    )
    ended_reason = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["-created_at", "-pk"]

    def organization_of(self, side: str) -> Any:
        """The organization on that side."""
        return self.request.buyer if side == Side.BUYER else self.request.provider


class Revision(models.Model):
    """One numbered proposal by one side, written once; its sha256 is that of its canonical body."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=Side.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    body = models.JSONField()
    sha256 = models.CharField(max_length=64)
    note = models.TextField(blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["negotiation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["negotiation", "number"], name="revision_number_once"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="revision_side"),
        ]

    def __str__(self) -> str:
        return f"{self.negotiation.reference}, revision {self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("a revision is written once; propose the next one")
        super().save(*args, **kwargs)


class Acceptance(models.Model):
    """One side's word that it takes exactly this text. A newer revision voids it."""

    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="acceptances")
    side = models.CharField(max_length=10, choices=Side.choices)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    accepted_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["accepted_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "side"], condition=Q(voided_at__isnull=True), name="acceptance_one_a_side"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()} accepts {self.revision}"


class NegotiationComment(models.Model):
    """Something said about a part or clause (`anchor`), to both sides or to one's own only."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.PROTECT, related_name="comments")
    anchor = models.CharField(max_length=60)
    side = models.CharField(max_length=10, choices=Side.choices)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    is_shared = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"Comment on {self.anchor} of {self.negotiation.reference}"
