"""Case work on several applications: batches, messages to providers, and reminders that were sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from marketplace.lifecycles.models import Record
from procurement.applications.models import Application
from procurement.casework.transitions import BatchState, RowState

__all__ = ["Batch", "BatchAct", "BatchRow", "CaseMessage", "Reminder"]

PERSON = settings.AUTH_USER_MODEL


class BatchAct(models.TextChoices):
    """What is done with each application of a batch."""

    SCREEN = "screen", "Find everything there and open the review"
    CURE = "cure", "Ask for what is missing"
    ASSIGN = "assign", "Ask a panel, as proposed"
    REMIND = "remind", "Remind whoever’s turn it is"
    MESSAGE = "message", "Write to the provider"
    DETERMINE = "determine", "Decide as recommended"


class Batch(Record):
    """One act on several applications, prepared and confirmed by one person. ``common`` holds what is the same for
    all: the items of the checklist that were looked at, the sections that may be changed."""

    reference_prefix = "BAT"

    act = models.CharField(max_length=10, choices=BatchAct.choices)
    common = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=BatchState.choices, default=BatchState.PREPARED, editable=False)
    made_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "batches"
        ordering = ["-created_at", "-pk"]


class BatchRow(models.Model):
    """One application of a batch with its own reason. ``failure`` says why it could not be done the last time."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="rows")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="batch_rows")
    reason = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=RowState.choices, default=RowState.WAITING, editable=False)
    failure = models.TextField(blank=True, editable=False)
    done_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["batch", "application"], name="batch_row_once")]

    def __str__(self) -> str:
        return f"{self.batch.reference}, {self.application.reference}"


class CaseMessage(models.Model):
    """What the department wrote to a provider about its application. Nobody else reads it."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="messages")
    text = models.TextField()
    sent_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return f"Message about {self.application.reference}"


class Reminder(models.Model):
    """That whoever’s turn it is with an application was reminded on a day of the agency’s zone; once a day at most."""

    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="reminders")
    day = models.DateField()
    told = models.CharField(max_length=200)
    note = models.TextField(blank=True)
    sent_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["application", "day"], name="reminder_once_a_day")]

    def __str__(self) -> str:
        return f"Reminder about {self.application.reference}, {self.day}"
