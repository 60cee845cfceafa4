"""Amending a published round, where changes are looked at once before they are public; more time in it; its end."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketplace.access.views import access
from marketplace.clocks.calendar import zone_named
from marketplace.clocks.words import instant_words
from marketplace.organizations.queries import providers
from procurement.rounds import amendment_services, extension_services, queries
from procurement.rounds.forms import AmendForm, EndForm, ExtendForm, initial_of
from procurement.rounds.models import Round
from procurement.rounds.permissions import AMEND, END, EXTEND
from procurement.rounds.services import values_of
from procurement.rounds.transitions import RoundState

OFFICER = ("agency.program_officer",)


@access(AMEND, Round, roles=OFFICER, visible=queries.published, reference="reference")
def amend(request: HttpRequest, record: Round) -> HttpResponse:
    """Change what is published, field by field, with a reason."""
    earliest = amendment_services.earliest_closing(asked=record)
    initial = initial_of(record)
    if earliest is not None:
        initial["closes_on"] = earliest.astimezone(zone_named(record.zone)).date()
    form = AmendForm(request.POST or None, zone=record.zone, initial=initial, record=record, values_of=values_of)
    changes = ()
    if request.method == "POST" and form.is_valid():
        act = _publish if form.was_looked_at else _look
        with form.catching():
            changes = act(request, record, form)
        if form.is_valid() and form.was_looked_at:
            messages.success(request, "The amendment is public, and everyone who began an application is told.")
            return redirect("rounds:agency_detail", record.reference)
    context = {
        "record": record,
        "form": form,
        "changes": changes,
        "earliest": earliest,
        "rules": record.policy_version.rules,
        "is_time": record.standing(request.at) in ("soon", "open"),
    }
    return render(request, "procurement/rounds/amend.html", context)


@access(END, Round, roles=OFFICER, visible=queries.published, reference="reference")
def end(request: HttpRequest, record: Round) -> HttpResponse:
    """Give a rolling round its end, with a reason."""
    earliest = amendment_services.earliest_ending(asked=record, at=request.at)
    day = (earliest + timedelta(days=1)).astimezone(zone_named(record.zone)).date()
    form = EndForm(request.POST or None, asked=record, initial={"ends_on": day})
    if request.method == "POST" and form.is_valid():
        with form.catching():
            ending = amendment_services.end_round(asked=record, actor=request.user, at=request.at, **form.values())
        if form.is_valid():
            words = instant_words(ending.closes_after, record.zone)
            messages.success(request, f"The round ends {words}, and everyone who began an application is told.")
            return redirect("rounds:agency_detail", record.reference)
    may_end = record.state == RoundState.PUBLISHED and record.closes_at is None
    context = {"record": record, "form": form, "earliest": earliest, "may_end": may_end}
    return render(request, "procurement/rounds/end.html", context)


@access(EXTEND, Round, roles=OFFICER, visible=queries.published, reference="reference")
def extend(request: HttpRequest, record: Round) -> HttpResponse:
    """Give more time to everyone after an outage, or to one provider."""
    form = ExtendForm(request.POST or None, asked=record, organizations=providers().order_by("name", "pk"))
    if request.method == "POST" and form.is_valid():
        with form.catching():
            extension = extension_services.extend_round(
                asked=record, actor=request.user, at=request.at, **form.values()
            )
        if form.is_valid():
            words = instant_words(extension.closes_after, record.zone)
            messages.success(request, f"{extension.organization or 'Everyone'} has until {words}.")
            return redirect("rounds:agency_detail", record.reference)
    context = {
        "record": record,
        "form": form,
        "may_extend": record.state == RoundState.PUBLISHED and record.closes_at is not None,
    }
    return render(request, "procurement/rounds/extend.html", context)


def _look(request: HttpRequest, record: Round, form: AmendForm) -> tuple:
    seen = form.cleaned_data["seen"]
    return amendment_services.planned_changes(asked=record, notice=form.notice(), at=request.at, seen=seen)


def _publish(request: HttpRequest, record: Round, form: AmendForm) -> tuple:
    typed = form.cleaned_data
    amendment_services.amend_round(
        asked=record,
        notice=form.notice(),
        reason=typed["reason"],
        actor=request.user,
        at=request.at,
        seen=typed["seen"],
    )
    return ()
