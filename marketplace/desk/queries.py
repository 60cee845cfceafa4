"""What happened lately, as far as the person may know of it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from marketplace.audit.models import AuditEvent


def events_for(person: Any, acting: Any) -> QuerySet[AuditEvent]:
    """The acting organization's events, newest first; a reviewer, and who has no organization, sees only their own."""
    events = AuditEvent.objects.order_by("-at", "-sequence")
    if acting.organization_id is None or acting.only_reviews:
        return events.filter(actor=person)
    return events.filter(organization_id=acting.organization_id)
