"""Evaluators of the register among the authors of studies: which of their declarations count for a study."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from marketplace.evaluators.models import EvaluatorTie
from marketplace.evidence.independence import DeclaredTie, Registered
from marketplace.evidence.models import Attribution, StudyAuthor
from marketplace.organizations.models import Organization

WITH_EVALUATOR = "attribution__evaluator"
WITH_TIES = ("attribution__evaluator__ties", "attribution__evaluator__person__memberships")


def with_attributions(rows: Any) -> Any:
    """Authors with the entries that they are linked to, in a fixed number of queries."""
    entry = (f"{WITH_EVALUATOR}__person", f"{WITH_EVALUATOR}__organization")
    return rows.select_related(*entry).prefetch_related(*WITH_TIES)


def attribution_of(author: StudyAuthor) -> Attribution | None:
    """The link of an author to the register, if there is one."""
    return getattr(author, "attribution", None)


def standing_ties(attribution: Attribution, at: datetime | None) -> list[EvaluatorTie]:
    """The declarations that count for a study: those that stood when it named the evaluator, and those that stand at
    an instant (now, where none is given), in the order in which they were made."""
    return [
        tie
        for tie in attribution.evaluator.ties.all()
        if tie.stood(attribution.named_at) or (tie.taken_back_at is None if at is None else tie.stood(at))
    ]


def registered_entry(
    attribution: Attribution | None,
    year: int | None,
    provider: Organization | None,
    *,
    at: datetime | None = None,
    lookback_years: int,
) -> Registered | None:
    """An author's entry as the rule of independence takes it. A tie that ended more than `lookback_years` before the
    year of the study no longer counts; without a year, before that in which the study named the evaluator."""
    if attribution is None:
        return None
    evaluator = attribution.evaluator
    first_year = (year or attribution.named_at.year) - lookback_years
    ties = standing_ties(attribution, at)
    return Registered(
        ties=tuple(
            DeclaredTie(tie.kind, tie.body, tie.until_year)
            for tie in ties
            if tie.until_year is None or tie.until_year >= first_year
        ),
        is_disputed=attribution.is_disputed,
        is_provider=provider is not None and evaluator.organization_id == provider.pk,
        acts_for_provider=provider is not None and provider.pk in _bodies_of(evaluator.person),
    )


def _bodies_of(person: Any) -> Iterable[int]:
    return {row.organization_id for row in person.memberships.all()} if person is not None else ()
