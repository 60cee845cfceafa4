"""The records that a trial run looks at, and what it finds in them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery

from marketplace.evidence.eligibilities import eligibilities
from marketplace.evidence.facts import Eligibility
from marketplace.evidence.rules import EvidenceRules
from marketplace.products.models import LearningModel
from procurement.designations.models import Determination
from procurement.designations.queries import in_force, public_at
from procurement.policy.schema import PolicyBody
from procurement.policy.trials import Trial, trial_parts
from procurement.simulations import trial

AT_ONCE = 500
Progress = Callable[[float], None]
Carried = dict[int, tuple[Eligibility, Eligibility]]


def run(
    *, now: PolicyBody, then: PolicyBody, then_body: Mapping[str, Any], at: datetime, progress: Progress
) -> dict[str, Any]:
    """What the draft `then` would change against `now`, over every model and every open record.

    `progress` is told shares from 0 to 1.
    """
    carried: Carried = {}
    models = models_changed(now=now, then=then, at=at, progress=progress, carried=carried)
    trial_run = Trial(now, then, then_body, at, carried)
    records = {
        part.key: {
            "count": part.open_records().count(),
            "rows": [affected.as_stored() for affected in part.affected(trial_run)],
        }
        for part in trial_parts()
    }
    return {"models": models, **records, "kept": [["approvals in force", in_force(at).count()]]}


def models_changed(
    *, now: PolicyBody, then: PolicyBody, at: datetime, progress: Progress, carried: Carried | None = None
) -> dict[str, Any]:
    """The models that would gain or lose a tier, by name, with reasons; and how many were looked at.

    Into `carried` goes what the evidence carries under either version, of each model where that differs.
    """
    carried = {} if carried is None else carried
    ids = list(LearningModel.objects.order_by("pk").values_list("pk", flat=True))
    standing = dict(in_force(at).filter(determination__in=public_at(at)).values_list("model_id", "tier"))
    scores = _public_scores(at)
    rules = [EvidenceRules.of(policy) for policy in (now, then)]
    rows: list[dict[str, Any]] = []
    is_same_evidence = rules[0] == rules[1]
    for start in range(0, len(ids), AT_ONCE):
        some = [pk for pk in ids[start : start + AT_ONCE] if pk in scores or not is_same_evidence]
        models = list(LearningModel.objects.filter(pk__in=some).select_related("provider"))
        found = eligibilities(models=models, at=at, rules=rules)
        for model in models:
            facts = trial.ModelFacts(standing.get(model.pk, ""), scores.get(model.pk), *found[model.pk])
            if facts.now.tier != facts.then.tier:
                carried[model.pk] = (facts.now, facts.then)
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
