"""Every list of tier reviews, and what is due for one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Coalesce

from marketplace.access.permissions import twin_of
from marketplace.organizations.queries import agency_rows, organization_ids
from marketplace.products.models import LearningModel
from procurement.designations.models import Designation, Determination, DeterminationKind
from procurement.designations.queries import in_force, public_now
from procurement.policy.models import PolicyVersion
from procurement.reviews.ties import free_of_conflict
from procurement.rounds.permissions import CASE_ROLES
from procurement.tierreviews.models import TierReview, TierReviewEdition
from procurement.tierreviews.permissions import (
    AGENCY_LIST,
    AGENCY_VIEW,
    ASK,
    ASSEMBLE,
    DECIDE,
    LISTED,
    RECOMMEND,
    REPLY,
    REVISE,
    VIEW,
)
from procurement.tierreviews.transitions import OPEN_STATES, TierReviewState


def everything() -> QuerySet[TierReview]:
    """All reviews with what lists show, in one query."""
    return TierReview.objects.select_related("model", "provider", "designation", "determination", "overtaken_by")


def whole() -> QuerySet[TierReview]:
    """Every review with all that its pages and permissions ask for, in a fixed number of queries."""
    shown = ("policy_version", "recommended_by", "decided_by", "designation__determination__subject__panel")
    panel = "designation__determination__subject__panel__assignments"
    editions = Prefetch("editions", TierReviewEdition.objects.select_related("recommended_by", "replaced_by"))
    return everything().select_related(*shown).prefetch_related(panel, editions)


@twin_of(VIEW)
@twin_of(REPLY)
def visible_to(person: Any) -> QuerySet[TierReview]:
    """All of them for case staff; a provider's own."""
    return everything().filter(provider_id__in=organization_ids(person)) | for_staff(person)


@twin_of(AGENCY_LIST)
@twin_of(AGENCY_VIEW)
@twin_of(ASSEMBLE)
@twin_of(RECOMMEND)
@twin_of(REVISE)
@twin_of(DECIDE)
def for_staff(person: Any) -> QuerySet[TierReview]:
    """Every review, for case staff; for others those of their helping hands."""
    return agency_rows(everything(), person, *CASE_ROLES)


@twin_of(LISTED)
def listed_for(person: Any) -> QuerySet[TierReview]:
    """Those of them that no conflict of interest keeps from the person: what the agency's list and desk show."""
    rows = for_staff(person)
    if rows.query.is_empty():
        return rows
    return free_of_conflict(rows, person, subject="designation__determination__subject")


def own_or_listed(person: Any) -> QuerySet[TierReview]:
    """A provider's own, and what the agency's list shows."""
    mine = Q(provider_id__in=organization_ids(person))
    return everything().filter(mine | Q(pk__in=listed_for(person).values("pk")))


@twin_of(ASK)
def models_of(person: Any) -> QuerySet[LearningModel]:
    """The models that the person's organizations offer."""
    return LearningModel.objects.filter(provider_id__in=organization_ids(person)).select_related("provider")


def approved_models_of(person: Any, at: datetime) -> QuerySet[LearningModel]:
    """Those of them whose approval is in force, so that there is something to review."""
    return models_of(person).filter(pk__in=in_force(at).values("model_id"))


def published() -> QuerySet[TierReview]:
    """The reviews that ended with a decision which everyone may read now: their own, or one that overtook them."""
    public = public_now().values("pk")
    decided = Q(state=TierReviewState.DECIDED, determination__in=public)
    overtaken = Q(state=TierReviewState.OVERTAKEN, overtaken_by__in=public)
    ended_at = Coalesce("determination__issued_at", "overtaken_by__issued_at")
    return everything().filter(decided | overtaken).order_by(ended_at.desc(), "-pk")


def open_review_of(model: LearningModel) -> TierReview | None:
    """The review of a model that has not ended yet."""
    return everything().filter(model=model, state__in=OPEN_STATES).first()


def overtaken_by(determination: Determination) -> TierReview | None:
    """The open review that a decision overtakes: it approves a later application of the model, so that nothing is left
    to review of the approval before. An appeal about the approval under review only corrects that one."""
    review = open_review_of(determination.model)
    if review is None or determination.subject is None or not determination.is_approval:
        return None
    first = determination.subject.determinations.get(kind=DeterminationKind.FIRST)
    return review if first.issued_at > review.designation.determination.issued_at else None


def left_open() -> list[TierReview]:
    """The open reviews whose approval does not run any more, the oldest first."""
    ended = everything().filter(state__in=OPEN_STATES, designation__state__in=("revoked", "superseded"))
    return list(ended.select_related("designation__determination").order_by("created_at", "pk"))


def overtaking(review: TierReview) -> Determination | None:
    """The decision that should have overtaken an open review when it was issued, if there is one."""
    later = Determination.objects.filter(model=review.model, state="issued", issued_at__gt=review.created_at)
    return next((row for row in later.order_by("issued_at", "pk") if overtaken_by(row) == review), None)


def terms_ending(at: datetime, policy: PolicyVersion) -> QuerySet[Designation]:
    """Active designations whose term ends within the policy's days, with no review of theirs yet and none to follow."""
    until = at + timedelta(days=policy.rules.tier_reviews.opens_before_term_days)
    due = Designation.objects.filter(state="active", ends_at__lte=until, ends_at__gt=at)
    reviewed = TierReview.objects.filter(Q(trigger="term_ending") | Q(state__in=OPEN_STATES))
    following = Designation.objects.filter(model=OuterRef("model"), starts_at__gte=OuterRef("ends_at"), state="active")
    return (
        due.exclude(pk__in=reviewed.values("designation_id"))
        .exclude(model__in=TierReview.objects.filter(state__in=OPEN_STATES).values("model_id"))
        .exclude(Exists(following))
        .select_related("model", "determination__provider")
    )
