"""Pages of the validation of measures: officers run it, experts vote."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.audit.queries import history_of
from marketplace.evidence.models import Measure
from marketplace.listing.views import render_list
from procurement.measures import queries, services
from procurement.measures.forms import DecideForm, OpenForm, PanelistForm, VoteForm
from procurement.measures.models import MeasureDecision, MeasureVote
from procurement.measures.permissions import AGENCY_VIEW, LIST, OFFICERS, OPEN, PANELISTS, RUN, VOTE
from procurement.measures.tables import MeasureDecisionTable
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS

MARKS = {"asked": "wait", "cast": "done", "recused": "open", "released": "open"}


@access(LIST, roles=CASE_ROLES_IN_WORDS)
def agency_list(request: HttpRequest) -> HttpResponse:
    """Every decision about a measure."""
    rows = queries.for_staff(request.user)
    context = {"may_open": OPEN.decide(request.user).allowed}
    return render_list(
        request,
        "procurement/measures/agency_list.html",
        MeasureDecisionTable,
        rows,
        context=context,
        filename="measure-decisions",
    )


@access(OPEN, Measure, roles=OFFICERS, pk="pk")
def open_decision(request: HttpRequest, measure: Measure) -> HttpResponse:
    """Open the validation of a measure."""
    form = OpenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            made = services.open_decision(measure=measure, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Opened. Name the experts who vote.")
            return redirect("measures:agency_detail", made.reference)
    return render(request, "procurement/measures/open.html", {"measure": measure, "form": form})


@access(AGENCY_VIEW, MeasureDecision, roles=CASE_ROLES_IN_WORDS, visible=queries.everything, reference="reference")
def agency_detail(request: HttpRequest, record: MeasureDecision) -> HttpResponse:
    """One decision with its panel; votes are read once all are in."""
    may_run = RUN.decide(request.user, record) if record.state == "open" else None
    context = _page_of(record) | {"may_run": may_run, "events": history_of(record)}
    return render(request, "procurement/measures/agency_detail.html", context)


@access(RUN, MeasureDecision, roles=OFFICERS, visible=queries.everything, reference="reference")
def name_panelist(request: HttpRequest, record: MeasureDecision) -> HttpResponse:
    """Ask one more expert."""
    form = PanelistForm(request.POST or None, decision=record)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.name_panelist(decision=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, f"{form.cleaned_data['panelist']} is asked to vote.")
            return redirect("measures:agency_detail", record.reference)
    return render(request, "procurement/measures/panelist.html", _page_of(record) | {"form": form})


@access(RUN, MeasureDecision, roles=OFFICERS, visible=queries.everything, reference="reference")
@require_POST
def release(request: HttpRequest, record: MeasureDecision, pk: int) -> HttpResponse:
    """Take somebody who has not voted off the panel."""
    vote = get_object_or_404(queries.whole_votes().filter(decision=record), pk=pk)
    services.release_panelist(vote=vote, actor=request.user, at=request.at)
    return redirect("measures:agency_detail", record.reference)


@access(RUN, MeasureDecision, roles=OFFICERS, visible=queries.everything, reference="reference")
def decide(request: HttpRequest, record: MeasureDecision) -> HttpResponse:
    """Record what the panel decided."""
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.decide(decision=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Recorded. The registry and the page of the measure say so now.")
            return redirect("measures:agency_detail", record.reference)
    return render(request, "procurement/measures/decide.html", _page_of(record) | {"form": form})


@access(VOTE, MeasureVote, roles=PANELISTS, visible=queries.whole_votes, pk="pk")
def vote(request: HttpRequest, record: MeasureVote) -> HttpResponse:
    """Declare, then vote with reasons."""
    form = VoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            cast = services.cast_vote(
                vote=record,
                declared=form.declared(),
                is_valid=form.cleaned_data["is_valid"] == "yes",
                reason=form.cleaned_data["reason"],
                actor=request.user,
                at=request.at,
            )
        if form.is_valid():
            done = cast.state == "cast"
            messages.success(request, "Your vote is in." if done else "You stepped back; nothing more is asked of you.")
            return redirect("measures:vote", record.pk)
    context = {"record": record, "form": form, "status": (MARKS[record.state], record.get_state_display())}
    return render(request, "procurement/measures/vote.html", context)


def _page_of(record: MeasureDecision) -> dict[str, Any]:
    missing = queries.what_is_missing(record)
    is_readable = record.state == "decided" or not missing
    return {
        "record": record,
        "status": ("done", record.outcome) if record.state == "decided" else ("wait", record.get_state_display()),
        "votes": [(each, (MARKS[each.state], each.get_state_display())) for each in record.votes.all()],
        "missing": missing if record.state == "open" else "",
        "is_readable": is_readable,
        "tally": queries.tally(record) if is_readable else None,
    }
