"""Evaluators of the register among the authors of studies: which of their declarations count for a study."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from marketplace.evaluators.models import EvaluatorTie
from marketplace.evidence.independence import DeclaredTie, Registered
from marketplace.evidence.models import Attribution, StudyAuthor
from marketplace.organizations.models import Membership, Organization

WITH_EVALUATOR = "attribution__evaluator"


def with_attributions(rows: Any) -> Any:
    """Authors with the entries that they are linked to, in a fixed number of queries."""
    entry = (f"{WITH_EVALUATOR}__person", f"{WITH_EVALUATOR}__organization")
    people = Membership.objects.filter(
        person=OuterRef("attribution__evaluator__person"), organization=OuterRef("study__model__provider")
    )
    return rows.select_related(*entry).annotate(acts_here=Exists(people)).prefetch_related(f"{WITH_EVALUATOR}__ties")


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
    acts_for_provider: bool = False,
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
        acts_for_provider=acts_for_provider,
    )
