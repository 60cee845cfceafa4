"""The dossier of a tier review: everything on record since the approval, as one frozen document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from marketplace.clocks.calendar import local_day
from marketplace.evidence.assessment import Assessment, assess
from marketplace.evidence.rules import EvidenceRules
from procurement.applications.models import Commitment, Statistic
from procurement.designations.letters import scope_in_words
from procurement.designations.models import Designation
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.queries import published_of_model
from procurement.pilots.models import Pilot
from procurement.tierreviews.models import TierReview
from procurement.tierreviews.recommendation import Grounds, standing_of

VALUE_OF = {
    Statistic.EFFECT_SIZE: lambda measure: measure["effect"]["value"],
    Statistic.PERCENT_REACHING: lambda measure: (
        measure["arms"]["treatment"]["result"]["value"] if measure["kind"] == "binary" else None
    ),
    Statistic.MEAN_CHANGE: lambda measure: _change(measure),
}


def assemble(review: TierReview, at: datetime) -> dict[str, Any]:
    """The dossier at an instant, as canonical data: approval, evidence then and now, outcomes, goals, contracts."""
    designation = review.designation
    rules = EvidenceRules.of(review.policy_version.rules)
    then = assess(model=review.model, at=designation.determination.issued_at, rules=rules)
    now = assess(model=review.model, at=at, rules=rules)
    outcomes = list(published_of_model(review.model))
    zone = review.policy_version.rules.calendar.zone
    return {
        "review": review.reference,
        "model": review.model.name,
        "provider": review.provider.name,
        "policy_version": review.policy_version.number,
        "opened": {"trigger": review.trigger, "reason": review.trigger_reason, "at": review.created_at.isoformat()},
        "assembled_at": at.isoformat(),
        "designation": _designation(designation),
        "evidence": {"then": _evidence(then), "now": _evidence(now)},
        "outcomes": [_outcome(report) for report in outcomes],
        "commitments": [_commitment(each, outcomes, local_day(at, zone)) for each in commitments_of(review)],
        "contracts": [_contract(pilot) for pilot in pilots_of(review)],
    }


def grounds_of(dossier: dict[str, Any], *, names: Mapping[str, str]) -> Grounds:
    """What a recommendation is computed from: the dossier and nothing else; ``names`` are the tiers' in a sentence."""
    return Grounds(
        tier=dossier["designation"]["tier"],
        evidence_tier=dossier["evidence"]["now"]["tier"],
        names=names,
        verdicts=[outcome["verdict"] for outcome in dossier["outcomes"]],
        commitments=[commitment["standing"] for commitment in dossier["commitments"]],
    )


def commitments_of(review: TierReview) -> Iterable[Commitment]:
    """The goals of the model's decided applications."""
    decided = Commitment.objects.filter(application__model=review.model, application__state="decided")
    return decided.select_related("measure", "application").order_by("application", "pk")


def pilots_of(review: TierReview) -> Iterable[Pilot]:
    """The model's pilots that have begun."""
    begun = Pilot.objects.filter(model=review.model, started_at__isnull=False)
    return (
        begun.select_related("buyer", "provider", "contract").prefetch_related("milestones").order_by("starts_on", "pk")
    )


def _designation(designation: Designation) -> dict[str, Any]:
    return {
        "determination": designation.determination.reference,
        "tier": designation.tier,
        "starts_at": designation.starts_at.isoformat(),
        "ends_at": designation.ends_at.isoformat(),
        "conditions": designation.conditions,
        "scope": list(scope_in_words([[s.subject, s.grade_band, s.service] for s in designation.scopes.all()])),
    }


def _evidence(assessment: Assessment) -> dict[str, Any]:
    return {
        "tier": str(assessment.tier),
        "studies": assessment.study_count,
        "findings": len(assessment.findings),
        "met": [condition.words for condition in assessment.reasons],
        "missing": [condition.missing or condition.words for condition in assessment.missing],
    }


def _outcome(report: OutcomeReport) -> dict[str, Any]:
    shown = report.published
    return {
        "reference": report.reference,
        "district": shown["district"],
        "verdict": shown["verdict"]["outcome"],
        "sentence": shown["verdict"]["sentence"],
        "published_at": shown["published_at"],
        "sha256": report.sha256,
        "measures": [
            {"name": measure["name"], "sentence": measure["sentence"], "effect": measure["effect"]["value"]}
            for measure in shown["measures"]
        ],
    }


def _commitment(commitment: Commitment, outcomes: Iterable[OutcomeReport], today: date) -> dict[str, Any]:
    values = [
        Decimal(str(value))
        for report in outcomes
        for measure in report.published["measures"]
        if commitment.measure and measure["name"] == commitment.measure.name
        and (value := VALUE_OF[commitment.statistic](measure)) is not None
    ]  # fmt: skip
    turn = -1 if _lower_is_better(commitment) else 1
    target = None if commitment.target is None else turn * commitment.target
    oriented = [turn * value for value in values]
    return {
        "goal": commitment.goal,
        "measure": commitment.measure.name if commitment.measure else "",
        "statistic": commitment.get_statistic_display(),
        "target": None if commitment.target is None else f"{commitment.target.normalize():f}",
        "due_on": commitment.due_on.isoformat() if commitment.due_on else None,
        "results": [str(value) for value in values],
        "standing": standing_of(target=target, values=oriented, due_on=commitment.due_on, today=today),
    }


def _lower_is_better(commitment: Commitment) -> bool:
    """Whether a smaller value reaches the target; effect sizes are turned round already."""
    if commitment.measure is None or commitment.statistic == Statistic.EFFECT_SIZE:
        return False
    return commitment.measure.higher_is_better is False


def _contract(pilot: Pilot) -> dict[str, Any]:
    milestones = list(pilot.milestones.all())
    zone = pilot.zone
    late = [m for m in milestones if m.delivered_at and local_day(m.delivered_at, zone) > m.due_on]
    return {
        "pilot": pilot.reference,
        "contract": pilot.contract.reference,
        "district": pilot.buyer.name,
        "state": pilot.state,
        "total_cents": pilot.total_cents,
        "milestones": len(milestones),
        "delivered": sum(m.delivered_at is not None for m in milestones),
        "delivered_late": len(late),
        "paid": sum(m.state == "paid" for m in milestones),
        "ended_early_because": pilot.end_reason,
    }


def _change(measure: dict[str, Any]) -> Decimal | None:
    """The change of the mean with the model, where both means may be shown."""
    cells = measure["arms"]["treatment"]
    if measure["kind"] == "binary" or cells["result"]["value"] is None or cells["before"]["value"] is None:
        return None
    return Decimal(cells["result"]["value"]) - Decimal(cells["before"]["value"])
