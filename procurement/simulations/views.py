"""The draft of the policy beside the version in force, and its trial run."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from procurement.policy.differences import Difference, differences
from procurement.policy.models import THE_ONE, PolicyVersion
from procurement.policy.queries import policy_in_force
from procurement.policy.services import publish_shipped
from procurement.policycomments.places import place_of
from procurement.policycomments.queries import open_counts
from procurement.simulations import queries, services
from procurement.simulations.models import PolicySimulation
from procurement.simulations.pages import shown
from procurement.simulations.permissions import DRAFT, KEEPERS_IN_WORDS, RUN, VIEW

PAGE, PART = "procurement/simulations/draft.html", "procurement/simulations/_run.html"


@access(DRAFT, roles=KEEPERS_IN_WORDS)
def draft(request: HttpRequest) -> HttpResponse:
    """What the draft changes, field by field, and what it would change for models and open records."""
    in_force, edited = policy_in_force(request.at), queries.the_draft()
    if in_force is None:
        return render(request, "procurement/simulations/first.html", {})
    simulation = queries.latest_run(edited, in_force) if edited else None
    comments = open_counts(edited) if edited else Counter()
    context = {
        "in_force": in_force,
        "draft": edited,
        "changes": _changes(in_force, edited, comments),
        "comment_count": comments.total(),
        "edit_url": reverse("wagtailsnippets_procurement_policy:edit", args=[THE_ONE]),
        **_run_context(request, simulation),
    }
    return render(request, PAGE, context)


@require_POST
@access(DRAFT, roles=KEEPERS_IN_WORDS)
def start(request: HttpRequest) -> HttpResponse:
    """Put the shipped policy in force where there is none."""
    version = publish_shipped(actor=request.user, at=request.at)
    messages.success(request, f"Policy version {version.number} is in force. You may now edit it.")
    return redirect("simulations:draft")


@require_POST
@access(RUN, roles=KEEPERS_IN_WORDS)
def run(request: HttpRequest) -> HttpResponse:
    """Start a trial run of the draft."""
    in_force, edited = policy_in_force(request.at), queries.the_draft()
    if in_force is None or edited is None:
        messages.error(request, "There is no draft to run. Save one in the editor first.")
        return redirect("simulations:draft")
    services.start_simulation(draft=edited, in_force=in_force, actor=request.user, at=request.at)
    return redirect(f"{reverse('simulations:draft')}#run")


@access(VIEW, PolicySimulation, roles=KEEPERS_IN_WORDS, visible=queries.whole, pk="pk")
def progress(request: HttpRequest, simulation: PolicySimulation) -> HttpResponse:
    """How far a trial run has come, then what it found: the part of the page that is asked for again."""
    if not request.htmx:
        return redirect(f"{reverse('simulations:draft')}#run")
    return render(request, PART, _run_context(request, simulation))


def _changes(
    in_force: PolicyVersion, edited: PolicyVersion | None, comments: Counter[str]
) -> list[tuple[Difference, str, int]]:
    """What differs, where to comment on it, and how many open comments hang there."""
    found = differences(in_force.body, edited.body) if edited else ()
    return [(each, place_of(each.path), comments[place_of(each.path)]) for each in found]


def _run_context(request: HttpRequest, simulation: PolicySimulation | None) -> dict[str, Any]:
    if simulation is None:
        return {"simulation": None}
    is_finished = simulation.is_finished
    return {
        "simulation": simulation,
        "is_stuck": not is_finished and simulation.started_at < request.at - services.GIVEN_UP_AFTER,
        "result": shown(queries.readable_result(simulation, request.user)) if is_finished else None,
    }
