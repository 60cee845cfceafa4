"""What evidence has for whom."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source
from marketplace.evidence.queries import files_waiting_for


@desk_source(capability="offers")
def files_to_take_in(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Files of findings that were uploaded and neither taken in nor discarded."""
    for file in files_waiting_for(person):
        yield DeskItem(
            organization_id=file.model.provider_id,
            title=f"Take in or discard a file of findings for {file.model.name}",
            url=reverse("evidence:upload_check", args=[file.pk]),
            reference=file.name,
            since=file.uploaded_at,
            action="Look at it",
        )
