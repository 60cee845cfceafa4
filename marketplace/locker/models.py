"""Documents that an organization keeps once; each version stays as it was uploaded."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from marketplace.documents.models import StoredFile
from marketplace.lifecycles.models import Record
from marketplace.locker.kinds import BY_KEY, CHOICES, Kind
from marketplace.organizations.models import Organization

__all__ = ["DocumentVersion", "ExpiryWarning", "LockerDocument"]

PERSON = settings.AUTH_USER_MODEL


class LockerDocument(Record):
    """One document of an organization, such as its insurance certificate. `put_away_at`: no longer offered for use."""

    reference_prefix = "DOC"

    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="locker_documents")
    kind = models.CharField(max_length=20, choices=CHOICES)
    title = models.CharField(max_length=120)
    put_away_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["kind", "title", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["organization", "kind", "title"], name="locker_document_title_once"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def what(self) -> Kind:
        """Its kind, with what follows from it."""
        return BY_KEY[self.kind]


class DocumentVersion(models.Model):
    """One upload of a document. It never changes; the newest is the one that is offered for use."""

    document = models.ForeignKey(LockerDocument, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    issued_on = models.DateField(null=True)
    expires_on = models.DateField(null=True)
    uploaded_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_number_once"),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(expires_on__isnull=True) | Q(expires_on__gt=F("issued_on")),
                name="document_version_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document.title}, version {self.number}"


class ExpiryWarning(models.Model):
    """That people were warned of the end of a version at one step: so many days before, 0 once it has expired."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="warnings")
    step_days = models.PositiveIntegerField()
    warned_at = models.DateTimeField()

    class Meta:
        ordering = ["warned_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "step_days"], name="expiry_warning_once_a_step"),
        ]

    def __str__(self) -> str:
        return f"{self.version}, {self.step_days} days before"
