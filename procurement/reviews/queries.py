"""What is reviewed, by whom, and what the panel said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from marketplace.access.permissions import twin_of
from marketplace.organizations.models import Membership
from marketplace.organizations.queries import agency_rows, memberships_of
from marketplace.people.models import User
from procurement.reviews import conflicts, ties
from procurement.reviews.models import Assignment, ReviewSubject, Score
from procurement.reviews.permissions import (
    ASSIGN,
    CONSENSUS,
    FILES,
    LIST,
    LISTED,
    READ,
    READ_SUBJECT,
    SCORE,
    VIEW,
    VIEW_ASSIGNMENT,
    VIEW_CONSENSUS,
)
from procurement.rounds.permissions import CASE_ROLES

ON_PANEL = Q(state__in=("offered", "accepted", "submitted"))


@twin_of(VIEW_ASSIGNMENT)
@twin_of(READ)
@twin_of(SCORE)
def assignments_of(person: Any) -> QuerySet[Assignment]:
    """The person's own assignments, soonest clock first."""
    mine = Assignment.objects.filter(reviewer_id=getattr(person, "pk", None))
    return mine.select_related("panel__subject__policy_version").order_by("due_at", "pk")


@twin_of(LIST)
@twin_of(VIEW)
@twin_of(READ_SUBJECT)
@twin_of(ASSIGN)
@twin_of(CONSENSUS)
@twin_of(VIEW_CONSENSUS)
def subjects_for(person: Any) -> QuerySet[ReviewSubject]:
    """Every review, for case staff; for others those of their helping hands."""
    return agency_rows(ReviewSubject.objects.all(), person, *CASE_ROLES)


@twin_of(FILES)
def with_files_for(person: Any) -> QuerySet[ReviewSubject]:
    """The reviews whose files the person may know of: all for case staff, a reviewer's own."""
    own = Assignment.objects.filter(reviewer_id=getattr(person, "pk", None), state__in=("accepted", "submitted"))
    mine = ReviewSubject.objects.filter(is_closed=False, pk__in=own.values("panel__subject"))
    return subjects_for(person) | mine


@twin_of(LISTED)
def listed_for(person: Any) -> QuerySet[ReviewSubject]:
    """Those of them that no conflict of interest keeps from the person: what lists and desks show."""
    rows = subjects_for(person)
    return rows if rows.query.is_empty() else ties.free_of_conflict(rows, person, subject="pk")


def whole() -> QuerySet[ReviewSubject]:
    """Every review with all that its pages and permissions ask for, in a fixed number of queries."""
    people = Prefetch("panel__assignments", Assignment.objects.select_related("reviewer"))
    shown = (
        "provider",
        "policy_version",
        "model__provider",
        "model_version",
        "panel__lead",
        "panel__consensus__agreed_by",
    )
    return ReviewSubject.objects.select_related(*shown).prefetch_related(people, "panel__consensus__scores")


def with_progress(subjects: QuerySet[ReviewSubject]) -> QuerySet[ReviewSubject]:
    """The same with how many reviewers are on each panel and how many have sent scores."""
    rows = "panel__assignments"
    on_panel = Q(**{f"{rows}__state__in": ("offered", "accepted", "submitted")})
    return subjects.select_related("panel__lead", "panel__consensus", "policy_version", "provider").annotate(
        reviewer_count=Count(rows, filter=on_panel), sent_count=Count(rows, filter=Q(**{f"{rows}__state": "submitted"}))
    )


def lacks(subject: ReviewSubject, *, reviewer_count: int) -> str:
    """What a panel still lacks, in words; empty when it is complete."""
    short = subject.policy_version.rules.review.reviewers_min - reviewer_count
    if short > 0:
        return f"{short} more reviewer{'' if short == 1 else 's'} needed"
    return "" if subject.panel.lead_id else "A lead is needed"


def scores_by_criterion(subject: ReviewSubject) -> dict[str, list[Score]]:
    """Every sent score of a subject, by criterion in rubric order. Only for who may see a consensus."""
    rows = Score.objects.filter(assignment__panel__subject=subject, assignment__state="submitted")
    found: dict[str, list[Score]] = {criterion.key: [] for criterion in subject.rubric}
    for score in rows.select_related("assignment__reviewer").order_by("assignment_id"):
        found[score.criterion].append(score)
    return found


def consensus_scores(subject: ReviewSubject) -> dict[str, int]:
    """The agreed score of each criterion; empty before the panel has agreed."""
    consensus = getattr(subject.panel, "consensus", None)
    if consensus is None or consensus.state != "agreed":
        return {}
    return {score.criterion: score.value for score in consensus.scores.all()}


def had_part_in(person: Any, subject: ReviewSubject) -> bool:
    """Whether the person scored this subject."""
    return subject.panel.assignments.filter(ON_PANEL, reviewer_id=person.pk).exists()


def detected_conflicts(person: User, subject: ReviewSubject, *, at: datetime) -> tuple[conflicts.Conflict, ...]:
    """What the portal's records show against this person reviewing this subject."""
    return _detected(person, subject, memberships_of(person), ties.past_of(person), at)


def suggestions(subject: ReviewSubject, pool: QuerySet[User], *, at: datetime) -> list[Mapping[str, Any]]:
    """Each person of the pool with load and conflicts, free and least busy first."""
    on_panel = {row.reviewer_id for row in subject.panel.assignments.all()}
    load = Count("review_assignments", filter=Q(review_assignments__state__in=("offered", "accepted")))
    memberships = Prefetch("memberships", Membership.objects.select_related("organization"))
    people = list(pool.annotate(load=load).prefetch_related(memberships))
    pasts = ties.pasts_of(person.pk for person in people)
    rows = []
    for person in people:
        if person.pk not in on_panel and person.pk != subject.panel.lead_id:
            found = _detected(person, subject, person.memberships.all(), pasts[person.pk], at)
            rows.append({"person": person, "load": person.load, "conflicts": found})
    return sorted(rows, key=lambda row: (bool(row["conflicts"]), row["load"], row["person"].name))


def _detected(
    person: User, subject: ReviewSubject, memberships: Any, past: ties.Past, at: datetime
) -> tuple[conflicts.Conflict, ...]:
    years = subject.policy_version.rules.review.conflict_lookback_years
    return ties.detected(person, subject.provider, memberships=memberships, past=past, years=years, at=at)
