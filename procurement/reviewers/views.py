"""A reviewer's own page: what they know, how much they take on, when they are away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from procurement.reviewers import services
from procurement.reviewers.forms import AbsenceForm, ExpertiseForm
from procurement.reviewers.permissions import OWN
from procurement.reviewers.queries import profile_of

REVIEWER = ("agency.reviewer",)


@access(OWN, roles=REVIEWER)
def profile(request: HttpRequest) -> HttpResponse:
    """Expertise and load; days away are added below."""
    form = _expertise(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.save_expertise(actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Saved. The department suggests you for what fits.")
            return redirect("reviewers:profile")
    return _page(request, form, AbsenceForm())


@require_POST
@access(OWN, roles=REVIEWER)
def add_absence(request: HttpRequest) -> HttpResponse:
    """Name days away."""
    form = AbsenceForm(request.POST)
    if form.is_valid():
        with form.catching():
            services.add_absence(actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Noted. You are not suggested for reviews that fall into these days.")
            return redirect("reviewers:profile")
    return _page(request, _expertise(request, None), form)


@require_POST
@access(OWN, roles=REVIEWER)
def remove_absence(request: HttpRequest) -> HttpResponse:
    """Take days away back."""
    form = AbsenceForm(request.POST)
    if form.is_valid():
        services.remove_absence(actor=request.user, at=request.at, **form.cleaned_data)
    return redirect("reviewers:profile")


def _expertise(request: HttpRequest, data: Any) -> ExpertiseForm:
    found = profile_of(request.user)
    initial = {name: getattr(found, name) for name in ("subjects", "grade_bands", "methods", "load_max")}
    return ExpertiseForm(data, initial=initial, record=found, values_of=services.values_of)


def _page(request: HttpRequest, form: ExpertiseForm, away_form: AbsenceForm) -> HttpResponse:
    found = profile_of(request.user)
    context = {
        "form": form,
        "away_form": away_form,
        "absences": found.days_away(since=localdate(request.at)),
        "honorarium_cents": found.honorarium_cents,
    }
    return render(request, "procurement/reviewers/profile.html", context)
