"""Pages of debriefs: the provider asks and reads, the department holds and records."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketplace.access.views import access
from marketplace.audit.queries import history_of
from marketplace.listing.views import render_list
from procurement.debriefs import queries, services
from procurement.debriefs.deadlines import ask_by
from procurement.debriefs.forms import AskForm, HoldForm
from procurement.debriefs.models import Debrief
from procurement.debriefs.permissions import (
    AGENCY_VIEW,
    ASK,
    ASKERS_IN_WORDS,
    HOLD,
    HOLDERS_IN_WORDS,
    LIST,
    VIEW,
)
from procurement.debriefs.tables import MARKS, DebriefTable
from procurement.designations.models import Determination
from procurement.designations.queries import whole as whole_decisions
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS


@access(ASK, Determination, roles=ASKERS_IN_WORDS, visible=whole_decisions, reference="reference")
def ask(request: HttpRequest, record: Determination) -> HttpResponse:
    """Ask for a debrief about a decision."""
    found = queries.debrief_of(record)
    if found:
        return redirect("debriefs:detail", found.reference)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            made = services.ask(determination=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "The department has your questions and holds the debrief.")
            return redirect("debriefs:detail", made.reference)
    context = {"record": record, "form": form, "closes_at": ask_by(record), "is_late": request.at >= ask_by(record)}
    return render(request, "procurement/debriefs/ask.html", context)


@access(VIEW, Debrief, roles=(*ASKERS_IN_WORDS, *CASE_ROLES_IN_WORDS), visible=queries.whole, reference="reference")
def detail(request: HttpRequest, record: Debrief) -> HttpResponse:
    """A debrief as its provider reads it."""
    return render(request, "procurement/debriefs/detail.html", _page_of(record))


@access(LIST, roles=CASE_ROLES_IN_WORDS)
def agency_list(request: HttpRequest) -> HttpResponse:
    """Every debrief."""
    rows = queries.for_staff(request.user)
    return render_list(request, "procurement/debriefs/agency_list.html", DebriefTable, rows, filename="debriefs")


@access(AGENCY_VIEW, Debrief, roles=CASE_ROLES_IN_WORDS, visible=queries.whole, reference="reference")
def agency_detail(request: HttpRequest, record: Debrief) -> HttpResponse:
    """One debrief with its questions and, once it was held, its record."""
    may_hold = HOLD.decide(request.user, record) if record.state == "asked" else None
    return render(request, "procurement/debriefs/agency_detail.html", _page_of(record) | {"may_hold": may_hold})


@access(HOLD, Debrief, roles=HOLDERS_IN_WORDS, visible=queries.whole, reference="reference")
def hold(request: HttpRequest, record: Debrief) -> HttpResponse:
    """Record that it was held."""
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.hold(debrief=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Recorded. The provider is told that it can read it.")
            return redirect("debriefs:agency_detail", record.reference)
    return render(request, "procurement/debriefs/hold.html", _page_of(record) | {"form": form})


def _page_of(record: Debrief) -> dict[str, Any]:
    return {
        "record": record,
        "status": (MARKS[record.state], record.get_state_display()),
        "events": history_of(record),
    }
