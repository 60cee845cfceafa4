"""What reviews have for whom."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source, lately_leaves_out, office_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import agency_rows, serves_the_agency, the_agency
from procurement.reviews.models import Assignment, Consensus, ReviewSubject
from procurement.reviews.queries import assignments_of, incomplete, lacks, listed_for, waiting_for_files, with_progress
from procurement.reviews.ties import kept_from


@desk_source(capability="regulates")
def reviews_to_score(person: Any, at: datetime) -> Iterator[DeskItem]:
    """A reviewer's own reviews that wait for a declaration or for scores."""
    if not serves_the_agency(person, Role.REVIEWER):
        return
    waiting = assignments_of(person).filter(state__in=("offered", "accepted"), panel__subject__is_closed=False)
    for assignment in waiting:
        yield _own(assignment)


@desk_source(capability="regulates")
def panels(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Panels that need reviewers, a lead, files without names, or the lead's consensus."""
    if not serves_the_agency(person, Role.PROGRAM_OFFICER, Role.REVIEW_LEAD):
        return
    looked_after = agency_rows(ReviewSubject.objects.all(), person, Role.PROGRAM_OFFICER)
    running = with_progress(listed_for(person).filter(is_closed=False)).exclude(panel__consensus__state="agreed")
    running = list(running.annotate(is_looked_after=Exists(looked_after.filter(pk=OuterRef("pk")))))
    scoring = [one for one in running if one.is_looked_after and not hasattr(one.panel, "consensus")]
    with_files = waiting_for_files(scoring)
    for subject in running:
        if subject.is_looked_after and not hasattr(subject.panel, "consensus"):
            yield from _hidden_things(subject, with_files)
        is_mine = subject.panel.lead_id == person.pk
        if is_mine and hasattr(subject.panel, "consensus"):
            opened = subject.panel.consensus.opened_at
            yield _of(subject, f"Record the consensus on {subject.title}", "consensus", "Record", opened)
        elif subject.is_looked_after and (lack := lacks(subject, reviewer_count=subject.reviewer_count)):
            yield _of(subject, f"{lack} for {subject.title}", "subject", "Choose", subject.created_at)


@office_source
def reviews_behind(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Files that nobody has looked through for reviewers; reviews that are late on panels that lack somebody else. What
    else a panel waits for is said of its application."""
    scoring = listed_for(person).filter(is_closed=False, panel__consensus=None)
    hiding = list(scoring.exclude(hidden=[]).defer("content", "criteria"))
    with_files = waiting_for_files(hiding)
    for subject in hiding:
        for item in _hidden_things(subject, with_files):
            yield replace(item, waiting_for="Program officers")
    late = Assignment.objects.filter(state__in=("offered", "accepted"), due_at__lte=at)
    late = late.filter(panel__subject__in=incomplete(scoring).values("pk")).order_by("due_at", "pk")
    for row in late.select_related("reviewer", "panel__subject"):
        subject = row.panel.subject
        item = _of(subject, f"Score {subject.title}", "subject", "Open", row.offered_at)
        yield replace(item, waiting_for=str(row.reviewer), due=row.due_at)


@lately_leaves_out
def kept_out(person: Any) -> Iterator[QuerySet]:
    """The reviews, with each reviewer's part and the consensus, that a conflict of interest keeps from the person."""
    yield kept_from(ReviewSubject.objects.all(), person, subject="pk")
    for model in (Assignment, Consensus):
        at = "panel__subject"
        yield kept_from(
            model.objects.all(), person, policy=f"{at}__policy_version", provider=f"{at}__provider", subject=at
        )


def _hidden_things(subject: ReviewSubject, with_files: Container[int]) -> Iterator[DeskItem]:
    """Files that nobody has looked through for reviewers; words hidden as another spelling of a name of which nobody
    has said yet that they are one."""
    if subject.pk in with_files:
        words = f"Look through the files of {subject.title} for its reviewers"
        yield _of(subject, words, "files", "Look through", subject.created_at)
    if subject.other_spellings and subject.names_confirmed_at is None:
        yield _of(subject, f"Confirm the names hidden in {subject.title}", "files", "Confirm", subject.created_at)


def _own(assignment: Assignment) -> DeskItem:
    declares = assignment.state == "offered"
    return DeskItem(
        organization_id=the_agency().pk,
        title="Declare and review an application" if declares else f"Score {assignment.subject.seen.title}",
        url=reverse("reviews:assignment", args=[assignment.pk]),
        reference=assignment.subject.reference,
        due=assignment.due_at,
        action="Declare" if declares else "Score",
    )


def _of(subject: ReviewSubject, title: str, page: str, action: str, since: datetime) -> DeskItem:
    return DeskItem(
        organization_id=the_agency().pk,
        title=title,
        url=reverse(f"reviews:{page}", args=[subject.reference]),
        reference=subject.reference,
        action=action,
        since=since,
    )
