"""That an application was brought in from another instance, and what was left out of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from procurement.applications.models import Application

__all__ = ["ApplicationImport"]

PERSON = settings.AUTH_USER_MODEL


class ApplicationImport(models.Model):
    """Where a draft came from. ``archive_sha256`` is the hash of the archive, ``left_out`` what could not be taken."""

    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="brought_in")
    source_reference = models.CharField(max_length=24, blank=True)
    archive_sha256 = models.CharField(max_length=64)
    left_out = models.JSONField(default=list)
    imported_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.application.reference} from {self.source_reference or 'an archive'}"
