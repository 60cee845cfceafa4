"""Panels of a whole round: standing panels, and a proposal for every review that lacks people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, reviewers, the_agency
from procurement.reviews import pool_services, queries
from procurement.reviews.forms import StandingPanelForm
from procurement.reviews.models import StandingPanel
from procurement.reviews.permissions import PROPOSE, ROUND_PANELS, SET_STANDING, SET_STANDING_OF
from procurement.reviews.proposing import ask_panels
from procurement.reviews.suggesting import proposals, standing_of, waiting_for_panels
from procurement.rounds.models import Round
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS

OFFICER = ("agency.program_officer",)
AT_ONCE = 100


@access(ROUND_PANELS, Round, roles=CASE_ROLES_IN_WORDS, reference="reference")
def panels(request: HttpRequest, record: Round) -> HttpResponse:
    """Who is suggested first in a round, and which of its reviews lack people."""
    return _panels_page(request, record, _standing_form(record))


@require_POST
@access(SET_STANDING, Round, roles=OFFICER, reference="reference")
def set_standing(request: HttpRequest, record: Round) -> HttpResponse:
    """Name a standing panel."""
    form = _standing_form(record, request.POST)
    if form.is_valid():
        with form.catching():
            pool_services.set_standing_panel(asked=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Named. These people are suggested first; nobody is asked yet.")
            return redirect("reviews:round_panels", record.reference)
    return _panels_page(request, record, form)


@require_POST
@access(SET_STANDING_OF, StandingPanel, roles=OFFICER, pk="pk")
def remove_standing(request: HttpRequest, record: StandingPanel) -> HttpResponse:
    """Take a standing panel back."""
    pool_services.remove_standing_panel(panel=record, actor=request.user, at=request.at)
    return redirect("reviews:round_panels", record.round.reference)


@access(PROPOSE, Round, roles=OFFICER, reference="reference")
def propose(request: HttpRequest, record: Round) -> HttpResponse:
    """A panel for every review of the round that lacks people: looked at, then confirmed. Only what was shown and is
    still ticked is asked; the proposal is computed for the whole round and shown a hundred reviews at a time."""
    waiting = waiting_for_panels(queries.listed_for(request.user), record)
    failures = []
    if request.method == "POST":
        done, failures = _confirm(request, waiting)
        if done:
            messages.success(request, f"{done} {'person is' if done == 1 else 'people are'} asked or named.")
        if not failures:
            return redirect("reviews:propose", record.reference)
        waiting = waiting_for_panels(queries.listed_for(request.user), record)
    rows = proposals(waiting, at=request.at)
    context = {
        "record": record,
        "rows": rows[:AT_ONCE],
        "waiting_count": len(rows),
        "short_count": sum(row.lacking > 0 for row in rows),
        "failures": failures,
    }
    page = "procurement/reviews/propose.html"
    return render(request, page, context, status=422 if failures else 200)


def _confirm(request: HttpRequest, waiting: list[Any]) -> tuple[int, list[Any]]:
    """What was ticked, in `ask` and `lead` as the review's and the person's key."""
    subjects = {str(subject.pk): subject for subject in waiting}
    people = {str(person.pk): person for person in reviewers()}
    leads = {str(person.pk): person for person in people_with(the_agency(), Role.REVIEW_LEAD)}
    asked: dict[str, list[Any]] = {}
    named = {}
    for each in request.POST.getlist("ask"):
        subject, _, person = each.partition(":")
        asked.setdefault(subject, []).append(people.get(person))
    for each in request.POST.getlist("lead"):
        subject, _, person = each.partition(":")
        named[subject] = leads.get(person)
    chosen = dict.fromkeys((*asked, *named))
    rows = [
        (subjects[key], named.get(key), [person for person in asked.get(key, ()) if person])
        for key in chosen
        if key in subjects
    ]
    return ask_panels(rows=rows[:AT_ONCE], actor=request.user, at=request.at)


def _standing_form(record: Round, data: Any = None) -> StandingPanelForm:
    leads = people_with(the_agency(), Role.REVIEW_LEAD)
    return StandingPanelForm(data, asked=record, leads=leads, people=reviewers())


def _panels_page(request: HttpRequest, record: Round, form: StandingPanelForm) -> HttpResponse:
    waiting = waiting_for_panels(queries.listed_for(request.user), record)
    context = {
        "record": record,
        "form": form,
        "standing": standing_of(record.pk),
        "waiting_count": len(waiting),
        "may_write": SET_STANDING.decide(request.user, record).allowed,
    }
    return render(request, "procurement/reviews/round_panels.html", context)
