"""What people are told: a row in their inbox, and a mail that is kept until it is sent."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

__all__ = ["Mail", "Notification"]


class Notification(models.Model):
    """One thing a person was told, with the one place it leads to."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    subject = models.CharField(max_length=200)
    lines = models.JSONField(default=list)
    url = models.CharField(max_length=300)
    deadline = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["person", "-created_at"], name="notification_inbox"),
            models.Index(fields=["person"], condition=Q(read_at=None), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return self.subject


class Mail(models.Model):
    """A mail to one address. It waits here until a mail server has taken it, and is sent once.

    `text` is a whole body written elsewhere (mails of signing in); it is forgotten once sent, for its links let in.
    `stop_url` is where whoever asked for such mails stops them, without signing in.
    """

    address = models.EmailField()
    subject = models.CharField(max_length=200)
    lines = models.JSONField(default=list)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=300, blank=True)
    stop_url = models.CharField(max_length=300, blank=True)
    deadline = models.DateTimeField(null=True, blank=True)
    files = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempt_count = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["created_at"], condition=Q(sent_at=None), name="mail_waiting")]

    def __str__(self) -> str:
        return f"{self.subject} to {self.address}"
