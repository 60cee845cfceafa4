"""The agency's pages of appeals: take up, step back, dismiss, grant."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.desk.steps import step_without_anybody
from marketplace.listing.views import render_list
from marketplace.organizations.queries import the_agency
from marketplace.organizations.remedies import remedies_of
from procurement.appeals import queries, services
from procurement.appeals.forms import DismissForm, GrantForm, TakeUpForm
from procurement.appeals.models import Appeal
from procurement.appeals.permissions import AGENCY_VIEW, DECIDE, LIST, OFFICERS, TAKE_UP
from procurement.appeals.tables import AgencyAppealTable, AppealFilter
from procurement.appeals.views import page_of
from procurement.designations.services import ceiling_on_appeal
from procurement.reviews.ties import keeps_out_of_some
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS


@access(LIST, roles=CASE_ROLES_IN_WORDS)
def agency_list(request: HttpRequest) -> HttpResponse:
    """Every appeal."""
    return render_list(
        request,
        "procurement/appeals/agency_list.html",
        AgencyAppealTable,
        queries.listed_for(request.user),
        filterset_class=AppealFilter,
        context={"leaves_out": keeps_out_of_some(request.user)},
        filename="appeals",
    )


@access(AGENCY_VIEW, Appeal, roles=CASE_ROLES_IN_WORDS, visible=queries.whole, reference="reference")
def agency_detail(request: HttpRequest, record: Appeal) -> HttpResponse:
    """One appeal with what can be done, and why not."""
    context = page_of(record) | {"may_take_up": None, "may_decide": None}
    if record.state == "filed":
        context["may_take_up"] = TAKE_UP.decide(request.user, record)
        if not context["may_take_up"] and (step := step_without_anybody("appeal", record)):
            context["remedies"] = remedies_of(step, record, the_agency())
    elif record.state == "under_review":
        context["may_decide"] = DECIDE.decide(request.user, record)
    return render(request, "procurement/appeals/agency_detail.html", context)


@access(TAKE_UP, Appeal, roles=OFFICERS, visible=queries.whole, reference="reference")
def take_up(request: HttpRequest, record: Appeal) -> HttpResponse:
    """Declare, then take it up."""
    form = TakeUpForm(request.POST or None, appeal=record)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            appeal = services.take_up(appeal=record, declared=form.declared(), actor=request.user, at=request.at)
        if form.is_valid():
            if appeal.refusal:
                messages.warning(request, appeal.refusal)
            else:
                messages.success(request, "You have taken it up. The provider is told.")
            return redirect("appeals:agency_detail", record.reference)
    return render(request, "procurement/appeals/take_up.html", page_of(record) | {"form": form})


@require_POST
@access(DECIDE, Appeal, roles=OFFICERS, visible=queries.whole, reference="reference")
def step_back(request: HttpRequest, record: Appeal) -> HttpResponse:
    """Give it back for somebody else to decide."""
    services.step_back(appeal=record, actor=request.user, at=request.at)
    messages.success(request, "You have given it back. Another appeal officer decides.")
    return redirect("appeals:agency_detail", record.reference)


@access(DECIDE, Appeal, roles=OFFICERS, visible=queries.whole, reference="reference")
def dismiss(request: HttpRequest, record: Appeal) -> HttpResponse:
    """Decide that the decision stands."""
    form = DismissForm(request.POST or None)
    return _decide(request, record, form, "dismiss", lambda: form.cleaned_data)


@access(DECIDE, Appeal, roles=OFFICERS, visible=queries.whole, reference="reference")
def grant(request: HttpRequest, record: Appeal) -> HttpResponse:
    """Decide otherwise: another decision takes the place of the one appealed."""
    form = GrantForm(request.POST or None, appeal=record)
    carried = ceiling_on_appeal(determination=record.determination, at=request.at)
    return _decide(request, record, form, "grant", form.decision, carried=carried)


def _decide(request: HttpRequest, record: Appeal, form: Any, move: str, values: Any, **context: Any) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with form.catching():
            getattr(services, move)(appeal=record, **values(), actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "Decided. The provider is told now; everyone can read it later.")
            return redirect("appeals:agency_detail", record.reference)
    return render(request, f"procurement/appeals/{move}.html", page_of(record) | {"form": form, **context})
