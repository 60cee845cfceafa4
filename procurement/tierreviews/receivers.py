"""Outcomes may open reviews; providers and officers hear what is due."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with
from marketplace.people.models import User
from procurement.designations.models import Designation, Determination, DeterminationKind
from procurement.designations.signals import approval_enforced, determination_issued
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.signals import outcome_published
from procurement.reviews.ties import people_for
from procurement.tierreviews import signals
from procurement.tierreviews.models import TierReview, TierReviewEdition, TriggerKind
from procurement.tierreviews.queries import open_review_of, overtaken_by
from procurement.tierreviews.services import (
    REVOKED,
    carry_review,
    close_review,
    let_go_of_version,
    look_at_outcome,
    open_review_of_version,
    overtake_review,
)
from procurement.versionchanges.models import VersionChange
from procurement.versionchanges.queries import in_review_of
from procurement.versionchanges.services import come_back
from procurement.versionchanges.signals import change_decided, change_sent_to_review, change_withdrawn

PROVIDER_ROLES = (Role.AUTHOR, Role.OWNER)


@receiver(outcome_published)
def look(sender: Any, report: OutcomeReport, at: datetime, **kwargs: Any) -> None:
    """A published outcome may ask for a second look at the tier."""
    look_at_outcome(report=report, at=at)


@receiver(change_sent_to_review)
def look_at_version(sender: Any, change: VersionChange, at: datetime, **kwargs: Any) -> None:
    """A new version of an approved model may need a look at its tier."""
    open_review_of_version(change=change, at=at)


@receiver(determination_issued)
def overtake(sender: Any, determination: Determination, at: datetime, **kwargs: Any) -> None:
    """An approved renewal leaves nothing to review of the approval before it; one given on appeal is reviewed in the
    place of that before it."""
    review = overtaken_by(determination)
    if review:
        overtake_review(review=review, determination=determination, at=at)
    elif determination.kind == DeterminationKind.APPEAL and (review := open_review_of(determination.model)):
        designation = getattr(determination, "designation", None)
        if designation and review.designation.state == "superseded":
            carry_review(review=review, designation=designation, at=at)


@receiver(approval_enforced)
def close_with_approval(sender: Any, designation: Designation, act: str, at: datetime, **kwargs: Any) -> None:
    """A revoked approval leaves nothing to review."""
    review = open_review_of(designation.model)
    if act == "revoke" and review and review.designation_id == designation.pk:
        close_review(review=review, because=REVOKED, at=at)


@receiver(change_withdrawn)
def let_go_of_withdrawn(sender: Any, change: VersionChange, at: datetime, **kwargs: Any) -> None:
    """A version that is withdrawn leaves nothing to review of it."""
    _let_go(change, f"The provider withdrew version {change.after.number}, which the review was opened for.", at)


@receiver(change_decided)
def let_go_of_decided(sender: Any, change: VersionChange, move: str, at: datetime, **kwargs: Any) -> None:
    """A version that is decided without the review leaves nothing to review of it."""
    if move != "send_to_review":
        _let_go(change, f"Version {change.after.number}, which the review was opened for, was decided without it.", at)


def _let_go(change: VersionChange, because: str, at: datetime) -> None:
    review = open_review_of(change.model)
    if review and review.trigger == TriggerKind.VERSION and review.trigger_source == change.reference:
        let_go_of_version(review=review, because=because, at=at)


@receiver([signals.review_decided, signals.review_overtaken, signals.review_closed])
def let_version_come_back(sender: Any, review: TierReview, at: datetime, **kwargs: Any) -> None:
    """A version that waited for the review waits for its own decision again."""
    for change in in_review_of(review.model):
        come_back(change=change, at=at)


@receiver(signals.review_opened)
def tell_of_opening(sender: Any, review: TierReview, at: datetime, **kwargs: Any) -> None:
    """Officers put the dossier together; the provider hears why."""
    notify(
        to=_free_of(review, Role.PROGRAM_OFFICER),
        subject=f"{review.reference}: a tier review has opened",
        lines=[f"{review.get_trigger_display()}. Put the dossier together, then recommend."],
        url=reverse("tierreviews:agency_detail", args=[review.reference]),
        at=at,
    )
    if review.trigger == TriggerKind.TERM_ENDING:
        _invite_to_renew(review, at)
    else:
        _tell_provider(review, at, "a tier review has opened", "The department looks at whether the tier still fits.")


def _invite_to_renew(review: TierReview, at: datetime) -> None:
    _tell_provider(
        review, at, f"the approval of {review.model.name} can be renewed",
        f"{review.trigger_reason} Bring studies, findings and the description of the model up to date now: the "
        "department puts the dossier together from them, and decides whether and in which tier the approval goes on. "
        "You may also apply anew from the earlier application.",
        deadline=review.designation.ends_at,
    )  # fmt: skip


@receiver(signals.notice_given)
def tell_of_notice(sender: Any, review: TierReview, at: datetime, **kwargs: Any) -> None:
    """The provider has time to reply before a tier may go down."""
    _tell_provider(
        review, at, "notice that the tier may change", "Read why. Your reply is read before anybody decides.",
        deadline=review.reply_until,
    )  # fmt: skip


@receiver([signals.notice_given, signals.review_recommended])
def tell_determiners(sender: Any, review: TierReview, at: datetime, **kwargs: Any) -> None:
    """Determiners hear that a decision comes to them."""
    notify(
        to=_free_of(review, Role.DETERMINER),
        subject=f"{review.reference}: a tier review waits for a decision",
        lines=["It was recommended by somebody else. Read the dossier, then decide."],
        url=reverse("tierreviews:agency_detail", args=[review.reference]),
        at=at,
    )


@receiver(signals.review_revised)
def tell_of_revision(sender: Any, review: TierReview, edition: TierReviewEdition, at: datetime, **kwargs: Any) -> None:
    """Officers recommend anew; a provider that had notice hears that it no longer stands."""
    notify(
        to=_free_of(review, Role.PROGRAM_OFFICER),
        subject=f"{review.reference}: a tier review waits for a new recommendation",
        lines=[edition.replaced_because, "The dossier was put together anew. Read it, then recommend."],
        url=reverse("tierreviews:agency_detail", args=[review.reference]),
        at=at,
    )
    if edition.notice_at:
        _tell_provider(
            review, at, "the notice no longer stands",
            "The dossier was put together anew. If the tier might go down, you get notice and time to reply again.",
        )  # fmt: skip


@receiver(signals.review_decided)
def tell_of_decision(sender: Any, review: TierReview, at: datetime, **kwargs: Any) -> None:
    """The provider hears that it is decided."""
    _tell_provider(review, at, "the tier review is decided", "The decision and its reasons stand on its page.")


@receiver(signals.review_overtaken)
def tell_of_overtaking(sender: Any, review: TierReview, at: datetime, **kwargs: Any) -> None:
    """The provider, who heard of the opening, hears that nothing is left to do in it."""
    _tell_provider(
        review, at, "the tier review is closed",
        f"Your new application was approved with decision {review.overtaken_by.reference}, which takes the place of "
        "the approval under review. Nothing is left to do in the review.",
    )  # fmt: skip


@receiver(signals.review_closed)
def tell_of_closing(sender: Any, review: TierReview, at: datetime, **kwargs: Any) -> None:
    """The provider and whoever of the department has a part hear that nothing is left to do in it."""
    lines = f"{review.closed_because} Nothing is left to do in the review."
    _tell_provider(review, at, "the tier review is closed", lines)
    _tell_department(review, at, "the tier review is closed", lines)


@receiver(signals.review_goes_on)
def tell_of_going_on(sender: Any, review: TierReview, because: str, at: datetime, **kwargs: Any) -> None:
    """Both hear that the review goes on, and about what."""
    _tell_provider(review, at, "the tier review goes on", because)
    _tell_department(review, at, "the tier review goes on", because)


def _tell_department(review: TierReview, at: datetime, news: str, line: str) -> None:
    notify(
        to=_free_of(review, Role.PROGRAM_OFFICER, Role.DETERMINER),
        subject=f"{review.reference}: {news}",
        lines=[line],
        url=reverse("tierreviews:agency_detail", args=[review.reference]),
        at=at,
    )


def _tell_provider(review: TierReview, at: datetime, news: str, line: str, **options: Any) -> None:
    notify(
        to=people_with(review.provider, *PROVIDER_ROLES),
        subject=f"{review.reference}: {news}",
        lines=[line],
        url=reverse("tierreviews:detail", args=[review.reference]),
        at=at,
        **options,
    )


def _free_of(review: TierReview, *roles: str) -> list[User]:
    subject = review.designation.determination.subject
    return people_for(*roles, provider=review.provider, policy=review.policy_version, subject=subject)
