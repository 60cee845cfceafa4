"""What decisions add to the page of a review."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

from procurement.designations.models import Determination
from procurement.designations.permissions import RECOMMEND
from procurement.reviews.sections import add_decision_links


@add_decision_links
def decision_of(subject: Any, person: Any) -> Iterator[tuple[str, str]]:
    """The way to the decision on a review, or to recommend one; before the panel agrees there is neither."""
    if not hasattr(subject.panel, "consensus"):
        return
    found = Determination.objects.filter(subject=subject).first()
    if found:
        yield "See the decision", reverse("designations:agency_detail", args=[found.reference])
    elif not subject.is_closed and RECOMMEND.decide(person, subject).allowed:
        yield "Recommend a decision", reverse("designations:recommend", args=[subject.reference])
