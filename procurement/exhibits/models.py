"""Which version of which document goes with a negotiation, and so with the contract that comes of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.documents.models import StoredFile
from marketplace.locker.models import DocumentVersion, LockerDocument
from procurement.negotiations.models import Negotiation

__all__ = ["Exhibit"]

PERSON = settings.AUTH_USER_MODEL


class Exhibit(models.Model):
    """One version of a document of the provider. ``file`` is the negotiation's own copy, which no later version
    changes. One that was taken off keeps its row and has ``taken_off_at``; a contract keeps what it lists."""

    negotiation = models.ForeignKey(Negotiation, on_delete=models.PROTECT, related_name="exhibits")
    document = models.ForeignKey(LockerDocument, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    attached_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()
    taken_off_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["negotiation", "document"], condition=Q(taken_off_at=None), name="exhibit_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} with {self.negotiation.reference}"
