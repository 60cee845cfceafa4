"""What tier reviews have for whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from marketplace.desk.registry import DeskItem, desk_source, lately_leaves_out, office_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import (
    agency_roles_of,
    agency_rows,
    organization_ids,
    serves_the_agency,
    the_agency,
)
from procurement.reviews.ties import kept_from
from procurement.tierreviews.models import TierReview, TriggerKind
from procurement.tierreviews.queries import everything, listed_for
from procurement.tierreviews.transitions import OPEN_STATES, TierReviewState


@desk_source(capability="regulates")
def reviews_to_prepare(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Officers put dossiers together and recommend; determiners decide what others recommended."""
    if Role.PROGRAM_OFFICER in agency_roles_of(person):
        for review in listed_for(person).filter(state__in=(TierReviewState.OPENED, TierReviewState.DOSSIER)):
            yield _turn(review, at).for_who_acts()
    if serves_the_agency(person, Role.DETERMINER):
        waiting = agency_rows(listed_for(person), person, Role.DETERMINER).filter(state=TierReviewState.RECOMMENDED)
        waiting = waiting.exclude(recommended_by=person).exclude(editions__recommended_by=person)
        for review in waiting:
            yield _turn(review, at) if _may_reply(review, at) else _turn(review, at).for_who_acts()


@office_source
def reviews_running(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Every tier review that is not decided."""
    for review in listed_for(person).filter(state__in=OPEN_STATES):
        yield _turn(review, at)


@desk_source(capability="offers")
def notices_to_answer(person: Any, at: datetime) -> Iterator[DeskItem]:
    """The provider's time to reply to a notice."""
    mine = organization_ids(person, Role.AUTHOR, Role.OWNER)
    if not mine:
        return
    running = everything().filter(provider__in=mine, state=TierReviewState.RECOMMENDED, replied_at=None)
    for review in running.filter(reply_until__gt=at):
        title = f"Reply to the notice about {review.model.name}"
        yield _item(review, review.provider_id, title, "detail", action="Reply", due=review.reply_until)


@desk_source(capability="offers")
def renewals(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Approvals whose term ends: the provider brings its evidence up to date while the dossier is not together."""
    mine = organization_ids(person, Role.AUTHOR, Role.OWNER)
    if not mine:
        return
    ending = everything().filter(provider__in=mine, trigger=TriggerKind.TERM_ENDING)
    for review in ending.filter(state=TierReviewState.OPENED, designation__ends_at__gt=at):
        title = f"Bring the evidence of {review.model.name} up to date: its approval ends"
        yield _item(review, review.provider_id, title, "detail", action="Renew", due=review.designation.ends_at)


@lately_leaves_out
def kept_out(person: Any) -> Iterator[QuerySet]:
    """The tier reviews that a conflict of interest keeps from the person."""
    yield kept_from(TierReview.objects.all(), person, subject="designation__determination__subject")


def _turn(review: TierReview, at: datetime) -> DeskItem:
    """Officers prepare and recommend; the provider may reply to a notice; determiners decide."""
    agency = the_agency().pk
    if review.state == TierReviewState.RECOMMENDED:
        waits = _may_reply(review, at)
        title = f"Decide the tier review of {review.model.name}"
        who, due = (review.provider.name, review.reply_until) if waits else ("Determiners", None)
        return _item(review, agency, title, "agency_detail", action="Decide", waiting_for=who, due=due)
    words = "Put the dossier together for" if review.state == TierReviewState.OPENED else "Recommend in"
    title = f"{words} the tier review of {review.model.name}"
    due = review.designation.ends_at if review.trigger == TriggerKind.TERM_ENDING else None
    return _item(review, agency, title, "agency_detail", waiting_for="Program officers", due=due)


def _may_reply(review: TierReview, at: datetime) -> bool:
    return bool(review.reply_until and not review.replied_at and at < review.reply_until)


def _item(review: TierReview, organization_id: int, title: str, page: str, **fields: Any) -> DeskItem:
    return DeskItem(
        organization_id=organization_id,
        title=title,
        url=reverse(f"tierreviews:{page}", args=[review.reference]),
        reference=review.reference,
        since=review.created_at,
        **fields,
    )
