"""The agency's pages of applications: the queue, one of them, its check."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.audit.queries import history_of
from marketplace.listing.views import render_list
from procurement.applications import pages, queries, services
from procurement.applications.forms import CureForm, ScreeningForm
from procurement.applications.models import Application
from procurement.applications.permissions import AGENCY_LIST, AGENCY_VIEW, ASK_FEE_AGAIN, SCREEN, acts_on_several
from procurement.applications.tables import AgencyFilter, AgencyTable
from procurement.payments.tables import fee_status
from procurement.reviews.ties import keeps_out_of_some
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS

OFFICER = ("agency.program_officer",)


@access(AGENCY_LIST, roles=CASE_ROLES_IN_WORDS)
def agency_list(request: HttpRequest) -> HttpResponse:
    """Every application that was sent, filtered."""
    listed = queries.listed_for(request.user)
    rows = listed.select_related("model", "provider", "round").order_by("submitted_at", "pk")
    context = {
        "waiting_count": listed.filter(state__in=queries.WAITING).count(),
        "leaves_out": keeps_out_of_some(request.user),
        "may_act_on_several": acts_on_several(request.user),
    }
    return render_list(
        request,
        "procurement/applications/agency_list.html",
        AgencyTable,
        rows,
        filterset_class=AgencyFilter,
        context=context,
        filename="applications",
    )


@access(AGENCY_VIEW, Application, roles=CASE_ROLES_IN_WORDS, visible=queries.whole, reference="reference")
def detail(request: HttpRequest, record: Application) -> HttpResponse:
    """One application as it was sent, and what waits."""
    return render(request, "procurement/applications/agency_detail.html", _context(request, record))


@require_POST
@access(SCREEN, Application, roles=OFFICER, visible=queries.whole, reference="reference")
def begin(request: HttpRequest, record: Application) -> HttpResponse:
    """Take it up."""
    services.begin_screening(application=record, actor=request.user, at=request.at)
    return redirect("applications:agency_detail", record.reference)


@require_POST
@access(SCREEN, Application, roles=OFFICER, visible=queries.whole, reference="reference")
def screen(request: HttpRequest, record: Application) -> HttpResponse:
    """Find everything there and hand it to reviewers."""
    form = ScreeningForm(request.POST)
    if form.is_valid():
        with form.catching():
            sent = services.pass_screening(application=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Everything is there. Now choose its reviewers.")
            return redirect("reviews:subject", sent.subject.reference)
    context = _context(request, record) | {"form": form}
    return render(request, "procurement/applications/agency_detail.html", context)


@require_POST
@access(SCREEN, Application, roles=OFFICER, visible=queries.whole, reference="reference")
def request_cure(request: HttpRequest, record: Application) -> HttpResponse:
    """Ask for what is missing."""
    form = CureForm(request.POST, asked=record.round)
    if form.is_valid():
        with form.catching():
            services.request_cure(application=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "The provider is told what is missing, and until when.")
            return redirect("applications:agency_detail", record.reference)
    context = _context(request, record) | {"cure_form": form}
    return render(request, "procurement/applications/agency_detail.html", context)


@require_POST
@access(SCREEN, Application, roles=OFFICER, visible=queries.whole, reference="reference")
def close(request: HttpRequest, record: Application) -> HttpResponse:
    """Close it as incomplete, once the time is over."""
    services.close_as_incomplete(application=record, actor=request.user, at=request.at)
    messages.success(request, "Closed as incomplete. The provider is told.")
    return redirect("applications:agency_detail", record.reference)


def _context(request: HttpRequest, record: Application) -> dict:
    cures = list(record.cures.select_related("asked_by"))
    return {
        "record": record,
        "form": ScreeningForm(),
        "cure_form": CureForm(asked=record.round),
        "cures": cures,
        "is_cure_over": bool(cures) and cures[-1].due_at <= request.at,
        "changes": pages.changes_since_cure(record, cures),
        "due": queries.screening_due(record) if record.state in queries.WAITING else None,
        "may_screen": SCREEN.decide(request.user, record),
        "fee_reason": queries.fee_reason(record.fee),
        "may_ask_fee_again": record.fee is not None
        and record.fee.state == "refunded"
        and record.state in services.WAIT_FOR_IT
        and ASK_FEE_AGAIN.decide(request.user, record).allowed,
        "fee_status": fee_status(record.fee),
        "sections": pages.answer_rows(record, may_change=False),
        "goals": record.commitments.select_related("measure"),
        "parts": pages.parts_shown(record, request.user, at=request.at),
        "events": history_of(record).exclude(name="application.section_saved"),
    }
