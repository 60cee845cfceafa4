"""The draft of the policy, its trial runs, and what of a result a person may read."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from marketplace.access.permissions import twin_of
from procurement.policy.models import PolicyVersion
from procurement.policy.trials import trial_parts
from procurement.reviews.ties import tied_providers
from procurement.rounds.permissions import is_case_staff
from procurement.simulations.models import PolicySimulation
from procurement.simulations.permissions import VIEW


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[PolicySimulation]:
    """Every trial run, for case staff."""
    return PolicySimulation.objects.all() if is_case_staff(person, None) else PolicySimulation.objects.none()


def whole() -> QuerySet[PolicySimulation]:
    """Every trial run with what its page says of it."""
    return PolicySimulation.objects.select_related("in_force", "started_by")


def the_draft() -> PolicyVersion | None:
    """The draft that the editor keeps, or None."""
    return PolicyVersion.objects.filter(state="draft").order_by("number").last()


def latest_run(draft: PolicyVersion, in_force: PolicyVersion) -> PolicySimulation | None:
    """The last run of exactly this draft against this version."""
    return whole().filter(body=draft.body, in_force=in_force).first()


def running_for(draft: PolicyVersion, in_force: PolicyVersion, *, since: datetime) -> PolicySimulation | None:
    """A run of exactly this draft that has not ended."""
    rows = PolicySimulation.objects.filter(body=draft.body, in_force=in_force, finished_at=None)
    return rows.filter(started_at__gte=since).first()


def readable_result(simulation: PolicySimulation, person: Any) -> dict[str, Any]:
    """The result without what a conflict of interest or a permission keeps from the person, and how much that is."""
    result = simulation.result
    tied = tied_providers(person, simulation.in_force.rules.review.conflict_lookback_years)
    readable = {"models": lambda row: row["provider"] not in tied} | {
        part.key: _among(part.readable(person), {row["id"] for row in result[part.key]["rows"]})
        for part in trial_parts()
        if part.key in result
    }
    shown = {
        key: {**result[key], "rows": [row for row in result[key]["rows"] if is_readable(row)]}
        for key, is_readable in readable.items()
    }
    left_out = sum(len(result[key]["rows"]) - len(shown[key]["rows"]) for key in readable)
    return {**shown, "kept": result["kept"], "left_out": left_out}


def _among(visible: QuerySet, ids: set[int]) -> Any:
    found = set(visible.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return lambda row: row["id"] in found
