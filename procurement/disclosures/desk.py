"""What confidentiality puts on the desk: a statement that waits for a signature."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source
from marketplace.organizations.queries import organization_ids
from procurement.applications.models import Application
from procurement.applications.permissions import SENDERS
from procurement.disclosures.queries import claims_without_signature


@desk_source(capability="offers")
def statements_to_sign(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Claims of drafts, and of applications of which something is missing, for whoever may sign for them."""
    mine = organization_ids(person, *SENDERS)
    if not mine:
        return
    waiting = Application.objects.filter(provider_id__in=mine, state__in=("draft", "cure_requested"))
    for application in claims_without_signature(waiting.filter(round__state="published")):
        yield DeskItem(
            organization_id=application.provider_id,
            title=f"Sign for the confidential parts of {application.model.name}",
            url=reverse("disclosures:sign", args=[application.reference]),
            reference=application.reference,
            due=application.closes_at,
            action="Sign",
        )
