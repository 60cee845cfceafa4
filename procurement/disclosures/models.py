"""Claims of confidentiality, the statement that was signed for them, and the public copies of an application."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from marketplace.documents.models import StoredFile
from procurement.applications.models import Application
from procurement.attachments.models import AttachedDocument
from procurement.disclosures.grounds import CHOICES

__all__ = ["ConfidentialityClaim", "ConfidentialityStatement", "PublicCopy"]

PERSON = settings.AUTH_USER_MODEL
ON_AN_ANSWER = Q(attached=None) & ~Q(question="")


class ConfidentialityClaim(models.Model):
    """That one answer, or one attached document, is to be kept from the public; on which ground and why."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="confidentiality_claims")
    section = models.CharField(max_length=40, blank=True)
    question = models.CharField(max_length=60, blank=True)
    attached = models.ForeignKey(AttachedDocument, null=True, on_delete=models.CASCADE, related_name="claims")
    ground = models.CharField(max_length=20, choices=CHOICES)
    reason = models.TextField()
    claimed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    claimed_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=ON_AN_ANSWER | Q(attached__isnull=False, question=""), name="confidentiality_claim_on_one"
            ),
            models.UniqueConstraint(
                fields=["application", "section", "question"],
                condition=Q(attached=None),
                name="confidentiality_claim_answer_once",
            ),
            models.UniqueConstraint(fields=["attached"], name="confidentiality_claim_document_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="confidentiality_claim_has_reason"),
        ]

    def __str__(self) -> str:
        return f"Claim on {self.attached or self.question} of {self.application.reference}"


class ConfidentialityStatement(models.Model):
    """What somebody signed for the claims as they stood then. ``sha256`` is the hash of its text.

    ``file`` is set when the application is sent with it; from then on it never changes.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="confidentiality_statements")
    text = models.TextField()
    sha256 = models.CharField(max_length=64)
    signed_name = models.CharField(max_length=150)
    position = models.CharField(max_length=120)
    signed_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["-signed_at", "-pk"]

    def __str__(self) -> str:
        return f"Statement of {self.signed_name} for {self.application.reference}"


class PublicCopy(models.Model):
    """The copy of one sent application without what is claimed. ``source_sha256`` is the hash of what was sent,
    ``sha256`` that of the copy's own data. It is public from ``released_at`` on."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="public_copies")
    source_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64)
    data = models.JSONField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True, editable=False)
    released_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "source_sha256"], name="public_copy_once_a_sending"),
            models.UniqueConstraint(
                fields=["application"], condition=Q(released_at__isnull=False), name="public_copy_released_once"
            ),
            models.CheckConstraint(
                condition=Q(released_at=None, released_by=None)
                | Q(released_at__isnull=False, released_by__isnull=False),
                name="public_copy_released_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Public copy of {self.application.reference}"
