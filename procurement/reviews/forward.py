"""Who a review still needs: reviewers and a lead. Asked before a round is published and whenever a panel is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from marketplace.desk.steps import Step, declare_steps
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, reviewers, the_agency
from procurement.reviews.models import Assignment, ReviewSubject
from procurement.reviews.permissions import LEFT, may_lead, may_review
from procurement.rounds.models import Round


@dataclass
class NoRows:
    """The assignments of a panel that nobody was asked for yet."""

    def all(self) -> tuple[Assignment, ...]:
        """None of them."""
        return ()


@dataclass
class ExpectedPanel:
    """The panel of a review that has not begun."""

    lead_id: int | None = None
    assignments: NoRows = field(default_factory=NoRows)


@dataclass
class ExpectedReview:
    """A review of what may be sent to a round: it has no provider yet, so nothing ties anybody to it."""

    panel: ExpectedPanel = field(default_factory=ExpectedPanel)
    provider: None = None
    policy_version: None = None


def review_of(record: Round | ReviewSubject) -> Any:
    """The review that permissions are asked of: the record itself, or the one that a round will bring."""
    return record if isinstance(record, ReviewSubject) else ExpectedReview()


@declare_steps("round")
@declare_steps("review")
def panel(record: Round | ReviewSubject) -> Iterator[Step]:
    """The places on the panel that nobody has, and its lead."""
    review = review_of(record)
    if getattr(review.panel, "consensus", None) is None:
        assignments = review.panel.assignments.all()
        on_panel = sum(row.state not in LEFT for row in assignments)
        missing = record.policy_version.rules.review.reviewers_min - on_panel
        if missing > 0:
            asked = [row.reviewer_id for row in assignments]
            pool = reviewers(on=record).exclude(pk__in=asked)
            yield Step("score it", Role.REVIEWER, pool, may_review, review, order=1, count=missing)
    if review.panel.lead_id is None:
        leads = people_with(the_agency(), Role.REVIEW_LEAD, on=record)
        yield Step("lead the panel", Role.REVIEW_LEAD, leads, may_lead, review, order=2)
