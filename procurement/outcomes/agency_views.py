"""The department's pages of outcomes: check, return, publish."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.listing.views import render_list
from procurement.outcomes import pages, queries, services
from procurement.outcomes.forms import ReportReturnForm
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.permissions import AGENCY_LIST, AGENCY_VIEW, CHECKS, PUBLISH, VERIFY
from procurement.outcomes.publishing import publish_report
from procurement.outcomes.reading import read_report, tables_of, terms_of
from procurement.outcomes.tables import ReportTable
from procurement.outcomes.transitions import WRITABLE
from procurement.pilots.permissions import STAFF_IN_WORDS
from procurement.reviews.ties import keeps_out_of_some


@access(AGENCY_LIST, roles=STAFF_IN_WORDS)
def report_list(request: HttpRequest) -> HttpResponse:
    """Every report that was sent and that no conflict of interest keeps from the person."""
    return render_list(
        request,
        "procurement/outcomes/agency_list.html",
        ReportTable,
        queries.listed_for(request.user),
        context={"leaves_out": keeps_out_of_some(request.user)},
        filename="outcomes",
    )


@access(AGENCY_VIEW, OutcomeReport, roles=STAFF_IN_WORDS, visible=queries.with_contract, reference="reference")
def detail(request: HttpRequest, record: OutcomeReport) -> HttpResponse:
    """The numbers as sent, what they amount to, and what the public would see."""
    return _page(request, record, ReportReturnForm())


@require_POST
@access(VERIFY, OutcomeReport, roles=CHECKS, visible=queries.with_contract, reference="reference")
def verify(request: HttpRequest, record: OutcomeReport) -> HttpResponse:
    """The numbers are sound."""
    services.verify_report(report=record, actor=request.user, at=request.at)
    messages.success(request, f"{record.reference} is checked.")
    return redirect("outcomes:agency_detail", record.reference)


@require_POST
@access(VERIFY, OutcomeReport, roles=CHECKS, visible=queries.with_contract, reference="reference")
def send_back(request: HttpRequest, record: OutcomeReport) -> HttpResponse:
    """Something has to change."""
    form = ReportReturnForm(request.POST)
    if form.is_valid():
        with form.catching():
            services.return_report(report=record, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("outcomes:agency_detail", record.reference)
    return _page(request, record, form)


@require_POST
@access(PUBLISH, OutcomeReport, roles=CHECKS, visible=queries.with_contract, reference="reference")
def publish(request: HttpRequest, record: OutcomeReport) -> HttpResponse:
    """Make it public."""
    publish_report(report=record, actor=request.user, at=request.at)
    messages.success(request, f"{record.reference} is public.")
    return redirect("outcomes:public", record.reference)


def _page(request: HttpRequest, record: OutcomeReport, form: ReportReturnForm) -> HttpResponse:
    context = pages.frame(record) | {
        "form": form,
        "readings": list(read_report(record, terms_of(record.pilot)).values()),
        "may_check": record.state == "submitted" and VERIFY.decide(request.user, record).allowed,
        "may_publish": record.state == "verified" and PUBLISH.decide(request.user, record).allowed,
        "reply_is_open": not record.replied_at and record.reply_until and request.at < record.reply_until,
        "events": pages.history(record),
    }
    if record.state not in WRITABLE:
        context["computed"] = pages.computed(tables_of(record))
        context["shown"] = pages.protected_tables(record)
    return render(request, "procurement/outcomes/agency_detail.html", context)
