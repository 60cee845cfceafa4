"""Who an appeal needs: an officer who had no part before. Asked of reviews and rounds too, which may end in one."""

from __future__ import annotations

from collections.abc import Iterator

from marketplace.desk.steps import Step, declare_steps
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.appeals.models import Appeal
from procurement.appeals.permissions import may_take_up, took_part
from procurement.designations.permissions import may_decide_later
from procurement.reviews.forward import review_of
from procurement.reviews.models import ReviewSubject
from procurement.rounds.models import Round


@declare_steps("round")
@declare_steps("review")
def appeal_to_come(record: Round | ReviewSubject) -> Iterator[Step]:
    """Somebody who does none of the steps before, and did none of those already taken."""
    officers = people_with(the_agency(), Role.APPEAL_OFFICER, on=record)
    rule = may_decide_later & ~took_part
    yield Step("decide on an appeal", Role.APPEAL_OFFICER, officers, rule, review_of(record), order=5)


@declare_steps("appeal")
def appeal_filed(appeal: Appeal) -> Iterator[Step]:
    """Somebody who may take it up."""
    officers = people_with(the_agency(), Role.APPEAL_OFFICER, on=appeal)
    yield Step("decide on the appeal", Role.APPEAL_OFFICER, officers, may_take_up, appeal, order=1)
