"""What decisions add to the page of a review, and to the public page of a provider."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.organizations.models import Organization
from marketplace.organizations.public_pages import PublicSection, provider_section
from procurement.designations.models import Determination
from procurement.designations.permissions import RECOMMEND
from procurement.designations.queries import public_at
from procurement.designations.standing import STANDING, with_standing
from procurement.reviews.sections import add_decision_links

DECISIONS = "procurement/designations/_provider_decisions.html"


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


@provider_section
def decisions_on(organization: Organization, at: datetime) -> PublicSection | None:
    """Every public decision on the provider's models, refusals too, newest first, with what became of it."""
    rows = public_at(at).filter(provider=organization).select_related("model", "policy_version", "letter")
    rows = with_standing(rows.order_by("-issued_at", "-pk"), at=at)
    decisions = [(row, *STANDING[row.standing]) for row in rows]
    return PublicSection("Decisions", DECISIONS, {"decisions": decisions}, order=30) if decisions else None
