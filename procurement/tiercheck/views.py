"""The tier check: what is within reach and what it takes, without an account. Nothing is kept."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from marketplace.access.views import public
from marketplace.evidence.rules import EvidenceRules
from procurement.policy.queries import policy_in_force
from procurement.tiercheck.forms import CheckForm
from procurement.tiercheck.queries import what_it_takes
from procurement.tiercheck.reach import reach


@require_safe
@public
def check(request: HttpRequest) -> HttpResponse:
    """A few questions, and what follows from the answers under the policy in force."""
    policy = policy_in_force(request.at)
    rules = EvidenceRules.of(policy.rules) if policy else EvidenceRules()
    asked = request.GET if any(name in request.GET for name in CheckForm.base_fields) else None
    form = CheckForm(asked, large_sample_min=rules.large_sample_min, sites_min=rules.sites_min)
    if form.shows_later_first:
        form.errors.clear()
    context: dict[str, Any] = {"form": form, "is_later": bool(form.later), "has_policy": policy is not None}
    if policy and form.is_bound and not form.shows_later_first and form.is_valid():
        context["reach"] = found = reach(form.answers(), rules)
        context |= what_it_takes(found.tier, policy=policy, at=request.at)
    return render(request, "procurement/tiercheck/check.html", context)
