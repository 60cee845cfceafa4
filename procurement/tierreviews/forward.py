"""Whom a tier review still needs: somebody else who decides. Asked when one recommends."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.desk.steps import Step, declare_steps
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.tierreviews.models import TierReview
from procurement.tierreviews.permissions import may_decide


@declare_steps("tier_review")
def decision(review: TierReview) -> Iterator[Step]:
    """Deciding, by somebody who recommended nothing in it."""
    determiners = people_with(the_agency(), Role.DETERMINER, on=review)
    yield Step("decide on the tier", Role.DETERMINER, determiners, may_decide, review, order=1)
