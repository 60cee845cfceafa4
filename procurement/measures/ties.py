"""What ties a person of the agency to the body that owns a measure."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from marketplace.access.scope import current_instant
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import the_agency
from marketplace.organizations.roster import memberships_of
from procurement.reviews import conflicts
from procurement.reviews.ties import conflicts_of, facts_of, look_back, past_of


def ties_to(person: Any, owner_name: str, *, years: int) -> tuple[conflicts.Conflict, ...]:
    """What stands against the person judging a measure of this owner. The agency's own measures tie nobody to it."""
    agency = the_agency()
    if not getattr(person, "is_authenticated", False) or (agency and conflicts.same_body(owner_name, agency.name)):
        return ()
    known = next((row for row in Organization.objects.all() if conflicts.same_body(row.name, owner_name)), None)
    if known is not None:
        return conflicts_of(person, known, years=years)
    past = past_of(person).employers_since(look_back(current_instant(), years))
    reviewer = replace(facts_of(person, memberships_of(person)), past_employers=past)
    owner = conflicts.Provider(name=owner_name, owners=(), interests=(), email_domains=())
    return conflicts.detect(reviewer=reviewer, provider=owner, lookback_years=years)
