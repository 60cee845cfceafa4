"""The audit trail: append-only, each event tied to the one before it."""

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from marketplace.audit.events import words_for

__all__ = ["AuditEvent", "AuditHead"]


class AuditEvent(models.Model):
    """One thing that happened. The database refuses to change or delete it."""

    sequence = models.BigIntegerField(primary_key=True)
    name = models.CharField(max_length=100)
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=150)
    organization_id = models.BigIntegerField(null=True)
    organization_name = models.CharField(max_length=200, blank=True)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_label = models.CharField(max_length=200)
    request_id = models.CharField(max_length=32, blank=True)
    payload = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    is_public = models.BooleanField(default=False)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "sequence"], name="audit_subject"),
            models.Index(fields=["organization_id", "-at", "-sequence"], name="audit_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.sequence} {self.name} {self.subject_label}"

    @property
    def words(self) -> str:
        """What happened, as it follows the actor's name."""
        return words_for(self.name)

    def content(self) -> dict[str, Any]:
        """All that the hash covers, as plain JSON values."""
        return {
            "sequence": self.sequence,
            "name": self.name,
            "at": self.at.isoformat(timespec="microseconds"),
            "actor": self.actor_id,
            "actor_name": self.actor_name,
            "organization": self.organization_id,
            "organization_name": self.organization_name,
            "subject_type": self.subject_type,
            "subject_id": self.subject_id,
            "subject_label": self.subject_label,
            "request_id": self.request_id,
            "payload": self.payload,
            "is_public": self.is_public,
        }


class AuditHead(models.Model):
    """The last event's number and hash: one row, locked last in each transaction."""

    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64)

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"
