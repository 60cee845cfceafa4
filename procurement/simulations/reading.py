"""The records that a trial run looks at, and what it finds in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from marketplace.evidence.eligibilities import eligibilities
from marketplace.evidence.rules import EvidenceRules
from marketplace.products.models import LearningModel
from procurement.designations.models import DesignationScope, Determination
from procurement.designations.queries import in_force, public_at
from procurement.pilots.models import Pilot
from procurement.policy.schema import PolicyBody
from procurement.quotes.models import PilotRequest
from procurement.quotes.queries import bands
from procurement.quotes.transitions import LIVE
from procurement.reviews.models import ReviewSubject
from procurement.reviews.queries import with_progress
from procurement.rounds.models import Round
from procurement.simulations import trial

AT_ONCE = 500
INVITED = 1
Progress = Callable[[float], None]


def run(*, now: PolicyBody, then: PolicyBody, at: datetime, progress: Progress) -> dict[str, Any]:
    """What the draft `then` would change against `now`, over every model and every open record.

    `progress` is told shares from 0 to 1.
    """
    return {
        "models": models_changed(now=now, then=then, at=at, progress=progress),
        "requests": _requests(now, then, at),
        "reviews": _reviews(then),
        "kept": _kept(at),
    }


def models_changed(*, now: PolicyBody, then: PolicyBody, at: datetime, progress: Progress) -> dict[str, Any]:
    """The models that would gain or lose a tier, by name, with reasons; and how many were looked at."""
    ids = list(LearningModel.objects.order_by("pk").values_list("pk", flat=True))
    standing = dict(in_force(at).filter(determination__in=public_at(at)).values_list("model_id", "tier"))
    scores = _public_scores(at)
    rules = [EvidenceRules.from_policy(policy.evidence) for policy in (now, then)]
    rows: list[dict[str, Any]] = []
    is_same_evidence = rules[0] == rules[1]
    for start in range(0, len(ids), AT_ONCE):
        some = [pk for pk in ids[start : start + AT_ONCE] if pk in scores or not is_same_evidence]
        models = list(LearningModel.objects.filter(pk__in=some).select_related("provider"))
        carried = eligibilities(models=models, at=at, rules=rules)
        for model in models:
            facts = trial.ModelFacts(standing.get(model.pk, ""), scores.get(model.pk), *carried[model.pk])
            change = trial.tier_change(facts, now=now, then=then)
            if change:
                rows.append(_model_row(model, facts, change))
        progress(min(start + AT_ONCE, len(ids)) / len(ids))
    rows.sort(key=lambda row: (not row["standing"], row["name"]))
    return {"count": len(ids), "rows": rows}


def _model_row(model: LearningModel, facts: trial.ModelFacts, change: trial.TierChange) -> dict[str, Any]:
    return {
        "id": model.pk, "provider": model.provider_id, "name": model.name, "offered_by": model.offered_by,
        "kind": change.kind, "standing": facts.standing, "before": change.before, "after": change.after,
        "is_scored": facts.scores is not None, "reasons": list(change.reasons),
    }  # fmt: skip


def _public_scores(at: datetime) -> dict[int, Mapping[str, int]]:
    latest = public_at(at).filter(model=OuterRef("model")).order_by("-issued_at", "-pk").values("pk")[:1]
    rows = Determination.objects.filter(pk=Subquery(latest), kind="first").values_list("model_id", "reasons")
    return {model: {row["key"]: row["score"] for row in reasons if "key" in row} for model, reasons in rows}


def _requests(now: PolicyBody, then: PolicyBody, at: datetime) -> dict[str, Any]:
    in_scope = DesignationScope.objects.filter(designation__in=in_force(at))
    approved = Counter(
        (subject, grades)
        for subject, grades, _ in in_scope.values_list("subject", "grade_band", "designation").distinct()
    )
    open_now = PilotRequest.objects.filter(state__in=LIVE).select_related("buyer", "model", "designation")
    rows = []
    for request in open_now.order_by("reference"):
        facts = trial.RequestFacts(
            request.estimated_total_cents, request.students_count, request.designation.tier, INVITED,
            approved[(request.subject, request.grade_band)],
        )  # fmt: skip
        change = trial.request_change(facts, now=bands(now), then=bands(then), rules=then.tiers.of(facts.tier))
        if change:
            rows.append(
                {
                    "id": request.pk,
                    "name": request.reference,
                    "of": f"{request.buyer.name}, {request.model.name}",
                    "more": change.more_invitees,
                    "reasons": list(change.reasons),
                }
            )
    return {"count": open_now.count(), "rows": rows}


def _reviews(then: PolicyBody) -> dict[str, Any]:
    open_now = with_progress(ReviewSubject.objects.filter(is_closed=False, panel__consensus=None))
    rows = []
    for subject in open_now.order_by("reference"):
        own_min = subject.policy_version.rules.review.reviewers_min
        more = trial.more_reviewers(on_panel=subject.reviewer_count, own_min=own_min, then=then)
        if more:
            reason = f"It has {subject.reviewer_count}; the draft asks for at least {then.review.reviewers_min}."
            rows.append(
                {"id": subject.pk, "name": subject.reference, "of": subject.title, "more": more, "reasons": [reason]}
            )
    return {"count": open_now.count(), "rows": rows}


def _kept(at: datetime) -> list[list[Any]]:
    counts = {
        "rounds that are not archived": Round.objects.filter(state="published"),
        "approvals in force": in_force(at),
        "pilots that have not ended": Pilot.objects.filter(state__in=("scheduled", "active")),
    }
    return [[words, rows.count()] for words, rows in counts.items()]
