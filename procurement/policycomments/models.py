"""Comments on a draft of the policy: each at a field, answered in a thread, kept with the version that comes of it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from procurement.policy.models import PolicyVersion

__all__ = ["PolicyComment"]

PERSON = settings.AUTH_USER_MODEL
PLACE_MAX = 120


class PolicyComment(models.Model):
    """Something said about one place of a draft, or in answer. ``place`` is the dotted place of a number,
    ``criteria.<key>``, or empty for the whole. The first of a thread is resolved, its answers are not."""

    version = models.ForeignKey(PolicyVersion, on_delete=models.PROTECT, related_name="comments")
    place = models.CharField(max_length=PLACE_MAX, blank=True)
    thread = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="answers")
    text = models.TextField()
    author = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, editable=False)
    resolved_by = models.ForeignKey(PERSON, null=True, on_delete=models.PROTECT, related_name="+", editable=False)

    class Meta:
        ordering = ["created_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False, thread__isnull=True),
                name="policy_comment_resolved_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"Comment on {self.version}"

    @property
    def is_open(self) -> bool:
        """Whether its thread still waits for somebody."""
        return self.thread_id is None and self.resolved_at is None
