"""What version changes add to the provider's page of a model: the way to publish a new version, or to what waits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.products.models import LearningModel
from marketplace.products.parts import Notice, add_notice
from procurement.versionchanges.permissions import FILE
from procurement.versionchanges.queries import approval_of, open_change_of, publishable


@add_notice
def version_to_publish(model: LearningModel, person: Any, at: datetime) -> Iterator[Notice]:
    """That a later version is not shown yet, and what to do about it."""
    designation = approval_of(model, at=at)
    if designation is None:
        return
    approved, waiting = designation.version.number, open_change_of(model)
    if waiting:
        words = (
            f"The department decides on version {waiting.after.number}. Until then everyone sees version {approved}."
        )
        url = reverse("versionchanges:detail", args=[waiting.reference])
        yield Notice(f"Version {waiting.after.number} waits", words, url, f"See request {waiting.reference}")
    elif version := publishable(model, designation):
        words = f"The approval stands on version {approved}, so that is what everyone sees and districts order."
        may_file = FILE.decide(person, model).allowed
        url = reverse("versionchanges:file", args=[model.slug]) if may_file else ""
        action = f"Publish version {version.number}" if may_file else ""
        yield Notice(f"Version {version.number} is not published", words, url, action)
