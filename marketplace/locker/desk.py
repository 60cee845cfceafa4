"""What documents put on the desk: those that end soon or have ended."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from django.conf import settings
from django.urls import reverse

from marketplace.clocks.calendar import local_day, zone_named
from marketplace.desk.registry import DeskItem, desk_source
from marketplace.locker.expiry import is_expired, standing
from marketplace.locker.permissions import MANAGERS
from marketplace.locker.queries import ending_by
from marketplace.organizations.queries import organization_ids

LAST_MINUTE = time(23, 59)


@desk_source(capability=("offers", "buys", "evaluates"))
def ending_documents(person: Any, at: datetime) -> Iterator[DeskItem]:
    """A newer version is wanted of each; the clock is the end of its last day."""
    mine = organization_ids(person, *MANAGERS)
    if not mine:
        return
    today, zone = local_day(at, settings.TIME_ZONE), zone_named(settings.TIME_ZONE)
    for version in ending_by(today).filter(document__organization_id__in=mine, document__organization__regulates=False):
        document = version.document
        is_over = is_expired(version.expires_on, today=today)
        yield DeskItem(
            organization_id=document.organization_id,
            title=f"{'Replace' if is_over else 'Renew'} {document}",
            url=reverse("locker:detail", args=[document.reference]),
            reference=document.reference,
            due=datetime.combine(version.expires_on, LAST_MINUTE, zone),
            detail=f"{document.get_kind_display()}. {standing(version.expires_on, today=today)[1]}.",
            action="Upload",
        )
