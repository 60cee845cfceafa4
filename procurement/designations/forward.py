"""Who a review still needs once its panel has agreed: one who recommends, and another who decides."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.desk.steps import Step, declare_steps
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.designations.permissions import may_decide_later, may_recommend
from procurement.reviews.forward import review_of
from procurement.reviews.models import ReviewSubject
from procurement.rounds.models import Round


@declare_steps("round")
@declare_steps("review")
def decision(record: Round | ReviewSubject) -> Iterator[Step]:
    """Recommending and deciding, by two people who neither scored nor led."""
    for order, words, role, rule in (
        (3, "recommend a decision", Role.PROGRAM_OFFICER, may_recommend),
        (4, "decide on the tier", Role.DETERMINER, may_decide_later),
    ):
        yield Step(words, role, people_with(the_agency(), role, on=record), rule, review_of(record), order=order)
