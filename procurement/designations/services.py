"""Writing decisions: recommend, issue, and the designation that follows."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.audit.services import record
from marketplace.clocks.calendar import add_months, at_local, zone_named
from marketplace.documents.canonical import sha256_of
from marketplace.evidence.assessment import assess
from marketplace.evidence.rules import EvidenceRules
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.freshness import require_fresh
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.queries import the_agency
from marketplace.products.tier_names import tier_names
from marketplace.products.vocabulary import Tier
from procurement.designations import signals
from procurement.designations.contents import decision_data, recommended_values
from procurement.designations.eligibility import Ceiling, ScoreReach, carried_by_scores, ceiling, lower_of
from procurement.designations.models import Designation, DesignationScope, Determination, DeterminationKind
from procurement.designations.permissions import ISSUE, RECOMMEND, REVISE
from procurement.designations.transitions import DESIGNATION, DETERMINATION
from procurement.policy.models import PolicyVersion
from procurement.reviews.models import ReviewSubject
from procurement.reviews.queries import consensus_scores

Scope = Iterable[tuple[str, str, str]]


@service
def recommend(
    *, subject: ReviewSubject, tier: str, note: str, conditions: str = "", scope: Scope = (), exception: str = "",
    actor: Any, at: datetime,
) -> Determination:  # fmt: skip
    """Recommend a tier, or none (""), for what a panel has agreed on. Somebody else decides.

    Raises ValidationError for a tier above what was asked or what the scores carry, for one above what the evidence
    carries without an ``exception`` that says why, for a scope outside the one applied for, and without a note.
    """
    RECOMMEND.check(actor, subject)
    subject = locked(subject)
    if Determination.objects.filter(subject=subject, kind=DeterminationKind.FIRST).exists():
        raise Refused("A decision on this was recommended already. Open it to revise the recommendation.")
    if subject.is_closed:
        raise Refused("This review was closed: what it was about was withdrawn.")
    exception = _checked_exception(tier, ceiling_of(subject=subject, at=at), exception)
    rows = _checked_scope(tier, scope, subject.scope)
    consensus = subject.panel.consensus
    names = {criterion.key: criterion.name for criterion in subject.rubric}
    determination = Determination.objects.create(
        kind=DeterminationKind.FIRST,
        subject=subject,
        source_reference=subject.source_reference,
        provider=subject.provider,
        model=subject.model,
        model_version=subject.model_version,
        policy_version=subject.policy_version,
        tier_asked=subject.tier_asked,
        tier_recommended=tier,
        reasons=[
            {"criterion": names[row.criterion], "key": row.criterion, "score": row.value, "reason": row.reason}
            | ({"not_applicable": True} if row.is_not_applicable else {})
            for row in consensus.scores.all()
        ],
        summary=consensus.summary,
        recommendation=_required(note, "note"),
        conditions=conditions.strip(),
        exception=exception,
        scope=rows,
        recommended_by=actor,
        created_at=at,
    )
    return _recommended(determination, actor, at)


@service
def recommend_after_tier_review(
    *,
    designation: Designation,
    source_reference: str,
    policy: PolicyVersion,
    tier: str,
    reasons: list[dict[str, Any]],
    note: str,
    conditions: str | None = None,
    actor: Any,
    at: datetime,
) -> Determination:
    """Recommend the tier that a tier review leads to. The caller has checked who may and that notice was given.

    ``reasons`` are rows of criterion, score (or None) and reason. Conditions are kept where None is given.
    """
    if not tier:
        raise ValidationError({"tier": "A tier review keeps or changes a tier. To end an approval, revoke it."})
    _check_tier(tier, ceiling_by_evidence(model=designation.model, policy=policy, at=at))
    determination = Determination.objects.create(
        kind=DeterminationKind.TIER_REVIEW,
        source_reference=source_reference,
        provider=designation.determination.provider,
        model=designation.model,
        model_version=designation.version,
        policy_version=policy,
        tier_recommended=tier,
        reasons=reasons,
        recommendation=_required(note, "note"),
        conditions=designation.conditions if conditions is None else conditions.strip(),
        scope=[[row.subject, row.grade_band, row.service] for row in designation.scopes.all()],
        recommended_by=actor,
        created_at=at,
    )
    return _recommended(determination, actor, at)


@service
def revise_recommendation(
    *, determination: Determination, tier: str, note: str, conditions: str, scope: Scope, actor: Any, at: datetime,
    exception: str = "", seen: str | None = None,
) -> Determination:  # fmt: skip
    """Change a recommendation that was not decided on yet. Whoever revises it becomes its recommender.

    Raises Stale where another recommendation stands than was seen.
    """
    REVISE.check(actor, determination)
    determination = locked(determination)
    DETERMINATION.require(determination, "issue")
    require_fresh(seen=seen, now=recommended_values(determination))
    determination.exception = _checked_exception(tier, ceiling_for(determination=determination, at=at), exception)
    determination.scope = _checked_scope(tier, scope, scope_open_to(determination))
    determination.tier_recommended, determination.conditions = tier, conditions.strip()
    determination.recommendation, determination.recommended_by = _required(note, "note"), actor
    determination.save()
    record("determination.revised", subject=determination, actor=actor, organization=the_agency(), at=at)
    return determination


@service
def issue(
    *, determination: Determination, tier: str, reason: str, exception: str | None = None, seen: str | None = None,
    actor: Any, at: datetime,
) -> Determination:  # fmt: skip
    """Decide. The provider is told at once; the decision is public, and a designation begins, after the policy's hours.

    ``tier`` is the determiner's own, or "" to decline; a different one than recommended needs a reason. ``exception``
    is the determiner's own words, or None for those recommended. Raises ValidationError for a tier above what was
    asked or what the scores carry, and for one above what the evidence carries now without an exception; Stale where
    another recommendation stands than was seen.
    """
    ISSUE.check(actor, determination)
    locked(determination.model)
    determination = locked(determination)
    DETERMINATION.require(determination, "issue")
    if determination.subject and determination.subject.is_closed:
        raise Refused("What this decides on was withdrawn.")
    require_fresh(seen=seen, now=recommended_values(determination))
    carried = ceiling_for(determination=determination, at=at)
    if exception is None:
        exception = "" if not tier or carried.allows(tier) else determination.exception
    determination.exception = _checked_exception(tier, carried, exception)
    if tier != determination.tier_recommended and not reason.strip():
        raise ValidationError({"reason": "You decide otherwise than recommended. Say why; the provider reads it."})
    if tier and not determination.scope:
        raise ValidationError({"tier": "No subjects and grades were recommended. Ask for the scope first."})
    return _issued(determination, tier, reason, carried, actor, at)


@service
def issue_on_appeal(
    *,
    replaced: Determination,
    source_reference: str,
    tier: str,
    reason: str,
    reasons: list[dict[str, Any]],
    conditions: str,
    scope: Scope,
    exception: str = "",
    actor: Any,
    at: datetime,
) -> Determination:
    """Issue the decision that an appeal puts in the place of an earlier one. The caller has checked who may.

    Raises ValidationError for a tier above what was asked (an appeal may set the panel's scores aside), for one above
    what the evidence carries now without an exception, and for a scope outside the one applied for.
    """
    replaced = locked(replaced)
    DETERMINATION.require(replaced, "supersede")
    carried = ceiling_on_appeal(determination=replaced, at=at)
    exception = _checked_exception(tier, carried, exception)
    determination = Determination.objects.create(
        kind=DeterminationKind.APPEAL,
        subject=replaced.subject,
        source_reference=source_reference,
        provider=replaced.provider,
        model=replaced.model,
        model_version=replaced.model_version,
        policy_version=replaced.policy_version,
        tier_asked=replaced.tier_asked,
        reasons=reasons,
        summary=replaced.summary,
        conditions=conditions.strip(),
        exception=exception,
        scope=_checked_scope(tier, scope, scope_open_to(replaced)),
        created_at=at,
    )
    DETERMINATION.created(determination, actor=actor, organization=the_agency(), at=at)
    issued = _issued(determination, tier, reason, carried, actor, at)
    replaced = locked(replaced)
    if replaced.state == "issued":
        DETERMINATION.move(replaced, "supersede", actor=actor, organization=the_agency(), at=at)
    return issued


def _issued(
    determination: Determination, tier: str, reason: str, carried: Ceiling, actor: Any, at: datetime
) -> Determination:
    """The decision with all that is frozen of it, issued; its designation begins where it gives a tier."""
    determination.tier, determination.decision_reason = tier, reason.strip()
    determination.issued_by, determination.issued_at = actor, at
    determination.evidence = {"ceiling": carried.tier or "", "reasons": list(carried.reasons)}
    determination.sha256 = sha256_of(decision_data(determination))
    saved = ("tier", "decision_reason", "exception", "issued_by", "issued_at", "evidence", "sha256")
    DETERMINATION.move(
        determination,
        "issue",
        actor=actor,
        organization=the_agency(),
        at=at,
        also_save=saved,
        payload={"sha256": determination.sha256},
    )
    if tier:
        designate(determination=determination, actor=actor, at=at)
    signals.determination_issued.send(sender=Determination, determination=determination, at=at)
    return determination


@service
def designate(*, determination: Determination, actor: Any, at: datetime) -> Designation:
    """Begin the designation of an issued approval; it ends the one before it. Called by :func:`issue`."""
    starts_at = determination.public_at
    for before in Designation.objects.select_for_update().filter(
        model=determination.model, ends_at__gt=starts_at, state__in=("active", "suspended")
    ):
        supersede(designation=before, at_instant=starts_at, actor=actor, at=at)
    rules = determination.policy_version.rules
    ends_at = _months_after(starts_at, rules.tiers.of(determination.tier).term_months, rules.calendar.zone)
    designation = Designation.objects.create(
        model=determination.model,
        version=determination.model_version,
        determination=determination,
        tier=determination.tier,
        starts_at=starts_at,
        ends_at=ends_at,
        term_ends_at=ends_at,
        conditions=determination.conditions,
    )
    DesignationScope.objects.bulk_create(
        DesignationScope(designation=designation, subject=subject, grade_band=grade_band, service=offered)
        for subject, grade_band, offered in determination.scope
    )
    DESIGNATION.created(designation, actor=actor, organization=the_agency(), at=at)
    signals.designation_changed.send(sender=Designation, designation=designation, at=at)
    return designation


@service
def supersede(*, designation: Designation, at_instant: datetime, actor: Any, at: datetime) -> Designation:
    """End a designation when the next one begins, and its decision with it. Called where a later decision is issued."""
    designation = locked(designation)
    DESIGNATION.require(designation, "supersede")
    designation.ends_at = min(designation.ends_at, max(at_instant, designation.starts_at))
    DESIGNATION.move(designation, "supersede", actor=actor, organization=the_agency(), at=at, also_save=("ends_at",))
    before = locked(designation.determination)
    if before.state == "issued":
        DETERMINATION.move(before, "supersede", actor=actor, organization=the_agency(), at=at)
    signals.designation_changed.send(sender=Designation, designation=designation, at=at)
    return designation


def reach_of(subject: ReviewSubject) -> ScoreReach:
    """What the agreed scores of a review carry under its own policy."""
    tiers = subject.policy_version.rules.tiers
    return carried_by_scores(scores=consensus_scores(subject), criteria=subject.rubric, tiers=tiers)


def ceiling_of(*, subject: ReviewSubject, at: datetime) -> Ceiling:
    """The strongest tier a decision on a review may give now. Evidence that its reviewers did not read adds nothing."""
    now = evidence_tier(subject.model, subject.policy_version, at)
    by_evidence = lower_of(now, subject.evidence_carries or now)
    tiers = subject.policy_version.rules.tiers
    return ceiling(asked=subject.tier_asked, by_scores=reach_of(subject).tier, by_evidence=by_evidence, tiers=tiers)


def ceiling_for(*, determination: Determination, at: datetime) -> Ceiling:
    """The strongest tier that this decision may give now."""
    if determination.subject:
        return ceiling_of(subject=determination.subject, at=at)
    return ceiling_by_evidence(model=determination.model, policy=determination.policy_version, at=at)


def ceiling_by_evidence(*, model: Any, policy: PolicyVersion, at: datetime) -> Ceiling:
    """The strongest tier that a decision without a panel, as after a tier review, may give now."""
    by_evidence = evidence_tier(model, policy, at)
    return ceiling(asked=None, by_scores=None, by_evidence=by_evidence, tiers=policy.rules.tiers, has_panel=False)


def ceiling_on_appeal(*, determination: Determination, at: datetime) -> Ceiling:
    """The strongest tier that an appeal against a decision may give now: scores set no limit, what was asked does."""
    by_evidence = evidence_tier(determination.model, determination.policy_version, at)
    tiers = determination.policy_version.rules.tiers
    return ceiling(
        asked=determination.tier_asked, by_scores=None, by_evidence=by_evidence, tiers=tiers, has_panel=False
    )


def scope_open_to(determination: Determination) -> list[Any]:
    """The subjects, grade bands and services that a decision could cover: those applied for."""
    return determination.subject.scope if determination.subject else determination.scope


def evidence_tier(model: Any, policy: PolicyVersion, at: datetime) -> str:
    """The tier that a model's evidence carries at an instant under a policy."""
    return str(assess(model=model, at=at, rules=EvidenceRules.of(policy.rules)).tier)


def _recommended(determination: Determination, actor: Any, at: datetime) -> Determination:
    DETERMINATION.created(determination, actor=actor, organization=the_agency(), at=at)
    signals.decision_recommended.send(sender=Determination, determination=determination, at=at)
    return determination


def _check_tier(tier: str, carried: Ceiling) -> None:
    if tier and tier not in Tier.values:
        raise ValidationError({"tier": f"Choose one of: {', '.join(tier_names().values())}, or no tier."})
    if tier and not carried.allows(tier):
        raise ValidationError({"tier": _too_high(carried)})


def _too_high(carried: Ceiling) -> str:
    most = f"At most {carried.phrase} can be given." if carried.tier else "No tier can be given."
    return f"{most} {' '.join(carried.reasons)}"


def _checked_exception(tier: str, carried: Ceiling, exception: str) -> str:
    """The published reason for giving more than the evidence carries; none where no more is given."""
    exception = exception.strip()
    if tier and not carried.allows(tier) and carried.allows_by_exception(tier):
        if exception:
            return exception
        raise ValidationError(
            {
                "tier": _too_high(carried),
                "exception": "To give more than the evidence carries, say why here. Everyone reads it.",
            }
        )
    _check_tier(tier, carried)
    if tier and exception:
        raise ValidationError({"exception": "The evidence carries this tier, so leave the exception empty."})
    return ""


def _checked_scope(tier: str, scope: Scope, allowed: list[Any]) -> list[list[str]]:
    wanted, possible = [list(row) for row in scope], [list(row) for row in allowed]
    if tier and not wanted:
        raise ValidationError({"scope": "Choose at least one subject and grade band that the evidence speaks to."})
    if any(row not in possible for row in wanted):
        raise ValidationError({"scope": "Choose among those that were applied for."})
    return [row for row in possible if row in wanted] if tier else []


def _required(text: str, field: str) -> str:
    if not text.strip():
        raise ValidationError({field: "Say why, in a few sentences."})
    return text.strip()


def _months_after(start: datetime, months: int, zone: str) -> datetime:
    """The same time of day in the zone, so many months later."""
    local = start.astimezone(zone_named(zone))
    return at_local(add_months(local.date(), months), local.time(), zone)
