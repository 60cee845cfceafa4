"""Which decisions there are, and which models are approved at an instant or on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, When
from django.db.models.functions import Coalesce

from marketplace.access.permissions import twin_of
from marketplace.access.scope import current_instant
from marketplace.clocks.calendar import end_of_day
from marketplace.organizations.queries import agency_rows, organization_ids
from marketplace.products.models import LearningModel
from procurement.designations.models import Designation, Determination, Suspension, VersionAdoption
from procurement.designations.permissions import (
    AGENCY_VIEW,
    ENFORCE,
    ISSUE,
    LIST,
    LISTED,
    OWN,
    RECOMMEND,
    REVISE,
    STAFF,
    VIEW,
)
from procurement.policy.pins import policies_in_use
from procurement.reviews.models import ReviewSubject
from procurement.reviews.ties import free_of_conflict
from procurement.rounds.permissions import CASE_ROLES

ABOUT = {"first": "on its application", "tier_review": "after a tier review", "appeal": "on appeal"}


def public_at(at: datetime) -> QuerySet[Determination]:
    """The decisions that everyone may read at this instant: the policy's hours after they were issued."""
    due = Q(pk__in=())
    for policy in policies_in_use():
        hours = policy.rules.clocks.public_after_hours
        due |= Q(policy_version=policy, issued_at__lte=at - timedelta(hours=hours))
    return Determination.objects.filter(due)


def public_now() -> QuerySet[Determination]:
    """The same at the instant of asking, for addresses that anyone may open."""
    shown = ("provider", "policy_version", "model", "model_version", "letter", "designation")
    return public_at(current_instant()).select_related(*shown)


def is_replaced(determination: Determination, *, at: datetime) -> bool:
    """Whether a later decision has taken the place of this one, as everyone may know: once that one is public."""
    if determination.state != "superseded":
        return False
    designation = getattr(determination, "designation", None)
    if designation:
        return designation.is_replaced(at)
    return public_at(at).filter(kind="appeal", model=determination.model, subject=determination.subject).exists()


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[Determination]:
    """Every decision this person may read now."""
    if STAFF(person, None):
        return Determination.objects.all()
    return Determination.objects.filter(Q(pk__in=public_now().values("pk")) | Q(pk__in=own(person).values("pk")))


@twin_of(OWN)
def own(person: Any) -> QuerySet[Determination]:
    """The issued decisions about what the person's own organizations offer; all of them for staff."""
    if STAFF(person, None):
        return Determination.objects.all()
    mine = Q(provider_id__in=organization_ids(person), issued_at__isnull=False)
    return Determination.objects.filter(mine | Q(pk__in=for_staff(person).values("pk")))


@twin_of(LIST)
@twin_of(AGENCY_VIEW)
@twin_of(ISSUE)
@twin_of(REVISE)
def for_staff(person: Any) -> QuerySet[Determination]:
    """Every decision, for case staff; for others those of their helping hands."""
    return agency_rows(Determination.objects.all(), person, *CASE_ROLES)


@twin_of(LISTED)
def listed_for(person: Any) -> QuerySet[Determination]:
    """Those of them that are public, or that no conflict of interest keeps from the person: what the list shows."""
    rows = for_staff(person)
    if rows.query.is_empty():
        return rows
    return rows.filter(Q(pk__in=public_now().values("pk")) | Q(pk__in=free_for(person).values("pk")))


def free_for(person: Any) -> QuerySet[Determination]:
    """Those that no conflict of interest keeps from the person: on what the desk of case staff may ask for an act."""
    return free_of_conflict(for_staff(person), person, subject="subject")


@twin_of(RECOMMEND)
def subjects_for(person: Any) -> QuerySet[ReviewSubject]:
    """Every review, for case staff; for others those of their helping hands."""
    return agency_rows(ReviewSubject.objects.all(), person, *CASE_ROLES)


@twin_of(ENFORCE)
def designations_for(person: Any) -> QuerySet[Designation]:
    """Every designation, for case staff."""
    return Designation.objects.all() if STAFF(person, None) else Designation.objects.none()


def whole() -> QuerySet[Determination]:
    """Every decision with all that its pages and permissions ask for, in a fixed number of queries."""
    shown = (
        "provider", "policy_version", "model__provider", "model_version", "recommended_by", "issued_by", "letter",
        "designation", "subject__provider", "subject__policy_version", "subject__model__provider",
        "subject__panel__consensus",
    )  # fmt: skip
    counted = ("designation__suspensions", "subject__panel__assignments")
    return Determination.objects.select_related(*shown).prefetch_related(*counted)


def with_grounds() -> QuerySet[Determination]:
    """The same with what a decision stands on: the panel's scores and what carries the early tier."""
    shown = ("model__rationale", "subject__model__rationale")
    return whole().select_related(*shown).prefetch_related("subject__panel__consensus__scores")


def whole_designations() -> QuerySet[Designation]:
    """Every approval with all that its page and permissions ask for, in a fixed number of queries."""
    shown = ("model", "determination__provider", "determination__subject__panel__consensus")
    counted = ("suspensions", "determination__subject__panel__assignments")
    return Designation.objects.select_related(*shown).prefetch_related(*counted)


def in_force(at: datetime) -> QuerySet[Designation]:
    """The designations in force at an instant: within their period and not suspended. At most one a model."""
    return _not_suspended(at).filter(starts_at__lte=at, ends_at__gt=at)


def follower_of(designation: Designation) -> Designation | None:
    """The designation that begins where this one was ended by a later decision."""
    later = Designation.objects.filter(model=designation.model, starts_at__gte=designation.ends_at)
    return later.select_related("determination").exclude(pk=designation.pk).order_by("starts_at", "pk").first()


def with_public_end(designations: QuerySet[Designation], *, at: datetime) -> QuerySet[Designation]:
    """The same, each with ``public_ends_at``: its :meth:`Designation.public_end`, for lists to sort and filter by."""
    undisclosed = When(state="superseded", ends_at__gt=at, then=F("term_ends_at"))
    return designations.annotate(public_ends_at=Case(undisclosed, default=F("ends_at")))


def _not_suspended(at: datetime) -> QuerySet[Designation]:
    suspended = Suspension.objects.filter(designation=OuterRef("pk"), starts_at__lte=at).filter(
        Q(ends_at__isnull=True) | Q(ends_at__gt=at)
    )
    return Designation.objects.filter(~Exists(suspended))


def approved_on(day: date, *, zone: str = "") -> QuerySet[Designation]:
    """The approved list of a day: what was in force at its last instant in the agency's zone.

    Later suspensions, revocations and decisions never change an earlier day's answer.
    """
    return in_force(_last_instant(day, zone))


def publicly_approved(day: date | None, *, at: datetime) -> QuerySet[Designation]:
    """The approved list of a day, or of this instant, from the decisions that everyone may read now and no others."""
    instant = _last_instant(day) if day else at
    public = with_public_end(_not_suspended(instant).filter(determination__in=public_at(at)), at=at)
    return _with_version_number(public, instant).filter(starts_at__lte=instant, public_ends_at__gt=instant)


def _with_version_number(designations: QuerySet[Designation], instant: datetime) -> QuerySet[Designation]:
    """The same, each with ``version_number``: of the version that it stood on at the instant."""
    later = VersionAdoption.objects.filter(designation=OuterRef("pk"), adopted_at__gt=instant).order_by("adopted_at")
    before = Subquery(later.values("before__number")[:1])
    return designations.annotate(version_number=Coalesce(before, F("version__number")))


def running_of(model: LearningModel, *, at: datetime) -> QuerySet[Designation]:
    """What runs of a model's approvals, suspended or not, and what is decided to follow."""
    rows = Designation.objects.filter(model=model, ends_at__gt=at).exclude(state="revoked")
    return rows.select_related("version", "determination__policy_version").order_by("starts_at", "pk")


def _last_instant(day: date, zone: str = "") -> datetime:
    return end_of_day(day, zone or settings.TIME_ZONE) - timedelta(microseconds=1)


def with_what_lists_show(designations: QuerySet[Designation]) -> QuerySet[Designation]:
    """The same with model, provider, decision and scopes, in a fixed number of queries, by model name."""
    return (
        designations.select_related(
            "model__provider", "version", "determination__policy_version", "determination__provider"
        )
        .prefetch_related("scopes")
        .order_by("model__name", "model_id")
    )


def designation_of(model: LearningModel, *, at: datetime) -> Designation | None:
    """The designation of a model in force at an instant, or None."""
    return in_force(at).filter(model=model).first()


def current_tier_of(model: LearningModel, *, at: datetime) -> str:
    """The tier in force at an instant by a real designation; empty where there is none."""
    found = designation_of(model, at=at)
    return found.tier if found else ""


def panel_decision_of(model: LearningModel, *, at: datetime) -> Determination | None:
    """The latest public decision on a model in which a panel’s words stand."""
    return public_at(at).filter(model=model).exclude(summary="").order_by("-issued_at", "-pk").first()


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One public moment of a model's approval. ``url_reference`` is its decision's."""

    at: datetime
    words: str
    tier: str
    reference: str


def history_of(model: LearningModel, *, at: datetime | None = None) -> list[HistoryEntry]:
    """What everyone may know of a model's decisions, suspensions and ends up to an instant, oldest first."""
    at = at or current_instant()
    entries = []
    rows = public_at(at).filter(model=model).select_related("designation", "policy_version")
    adoptions = Prefetch("designation__adoptions", VersionAdoption.objects.select_related("after"))
    for determination in rows.prefetch_related("designation__suspensions", adoptions):
        tier = determination.tier
        entries.append(HistoryEntry(determination.public_at, _decided(determination), tier, determination.reference))
        if tier:
            entries += _later(determination, at)
    return sorted(entries, key=lambda entry: entry.at)


def _decided(determination: Determination) -> str:
    return f"{determination.outcome} {ABOUT[determination.kind]}"


def _later(determination: Determination, at: datetime) -> list[HistoryEntry]:
    designation, reference = determination.designation, determination.reference
    found = []
    for suspension in designation.suspensions.all():
        found.append(HistoryEntry(suspension.starts_at, f"Suspended: {suspension.reason}", designation.tier, reference))
        if suspension.ends_at:
            words = f"Reinstated: {suspension.ended_reason}"
            found.append(HistoryEntry(suspension.ends_at, words, designation.tier, reference))
    for adoption in designation.adoptions.all():
        words = f"Version {adoption.after.number} of its description was accepted"
        found.append(HistoryEntry(adoption.adopted_at, words, designation.tier, reference))
    if designation.state == "revoked":
        words = f"Revoked: {designation.revoked_reason}"
        found.append(HistoryEntry(designation.ends_at, words, "", reference))
    elif designation.state != "superseded" and designation.ends_at <= at:
        found.append(HistoryEntry(designation.ends_at, "Term ended", "", reference))
    return [entry for entry in found if entry.at <= at]
