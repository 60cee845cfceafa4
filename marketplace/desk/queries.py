"""What happened lately, as far as the person may know of it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from marketplace.audit.models import AuditEvent
from marketplace.desk.registry import left_out_of_lately


def events_for(person: Any, acting: Any) -> QuerySet[AuditEvent]:
    """The acting organization's events, newest first; a reviewer, and who has no organization, sees only their own.

    People of the agency see nothing of the cases that a conflict of interest keeps from them.
    """
    events = AuditEvent.objects.order_by("-at", "-sequence")
    if acting.organization_id is None or acting.only_reviews:
        return events.filter(actor=person)
    events = events.filter(organization_id=acting.organization_id)
    for rows in left_out_of_lately(person) if "regulates" in acting.capabilities else ():
        events = events.exclude(subject_type=rows.model._meta.label_lower, subject_id__in=rows.order_by().values("pk"))
    return events
