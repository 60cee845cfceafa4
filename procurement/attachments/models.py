"""Which version of which document goes with an application."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.documents.models import StoredFile
from marketplace.locker.models import DocumentVersion, LockerDocument
from procurement.applications.models import Application

__all__ = ["AttachedDocument"]

PERSON = settings.AUTH_USER_MODEL


class AttachedDocument(models.Model):
    """One version of a document with an application. ``section`` is the part of the form it belongs to; empty: the
    whole. ``file`` is the application's own copy, made when it is sent. What was sent and then taken off, while
    something was missing, keeps its row and has ``taken_off_at``."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="attached_documents")
    document = models.ForeignKey(LockerDocument, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=40, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    attached_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()
    taken_off_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "document"], condition=Q(taken_off_at=None), name="attached_document_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} with {self.application.reference}"

    @property
    def is_pinned(self) -> bool:
        """Whether it was sent."""
        return self.file_id is not None
