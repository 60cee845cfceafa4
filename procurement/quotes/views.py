"""Pages of direct requests: start, look over, issue, follow, end."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access, signed_in
from marketplace.audit.queries import history_of
from marketplace.listing.views import render_list
from marketplace.navigation import url_of
from marketplace.organizations.models import Role
from marketplace.organizations.queries import organizations_of, roles_in
from procurement.agreements.permissions import CONTRACT_STAFF_IN_WORDS, parties_in_words
from procurement.quotes import pages, queries, services
from procurement.quotes.forms import ReasonForm, RequestForm, initial_of
from procurement.quotes.models import PilotRequest
from procurement.quotes.permissions import EDIT, END, ISSUE, START, VIEW, follows
from procurement.quotes.research import research_on
from procurement.quotes.tables import RequestTable

WRITERS = ("buyer.buyer", "buyer.owner")
ISSUERS = (*WRITERS, "buyer.approver")
PARTIES = (*parties_in_words(), *CONTRACT_STAFF_IN_WORDS)


@signed_in
def request_list(request: HttpRequest) -> HttpResponse:
    """The requests of the person's organizations."""
    rows = queries.listed_for(request.user)
    return render_list(request, "procurement/quotes/list.html", RequestTable, rows, filename="requests")


@access(START, roles=WRITERS)
def start(request: HttpRequest) -> HttpResponse:
    """From a model's page: what a direct order means, and the questions. Without a model, the way to choose one."""
    if not request.GET.get("model"):
        return redirect(url_of("catalog:search") or "/")
    model = get_object_or_404(queries.known_models(request.at), slug=request.GET["model"])
    designation = queries.designation_of(model, request.at)
    if designation is None or model.provider_id is None:
        return render(request, "procurement/quotes/not_open.html", {"model": model, "designation": designation})
    buyers = [each for each in organizations_of(request.user, Role.BUYER, Role.OWNER) if each.buys]
    form = RequestForm(
        request.POST or None, designation=designation, buyers=buyers,
        price_words=pages.price_words(designation.version), research=research_on(model, buyers),
        initial={"research": request.GET.get("research", "")},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with form.catching():
            drafted = services.start_direct_request(
                model=model, buyer=form.cleaned_data["buyer"], answers=form.answers(), actor=request.user,
                at=request.at, research=form.cleaned_data.get("research", ""),
            )  # fmt: skip
        if form.is_valid():
            return redirect("quotes:detail", drafted.reference)
    context = pages.before_starting(designation, buyers, request.at)
    return render(request, "procurement/quotes/edit.html", {"form": form, "model": model, **context})


@access(EDIT, PilotRequest, roles=WRITERS, reference="reference")
def edit(request: HttpRequest, record: PilotRequest) -> HttpResponse:
    """Change a draft's answers."""
    form = RequestForm(
        request.POST or None, designation=record.designation, buyers=[record.buyer], initial=initial_of(record),
        record=record, values_of=services.values_of,
        price_words=pages.price_words(record.model_version),
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.change_request(
                request=record, answers=form.answers(), actor=request.user, at=request.at,
                seen=form.cleaned_data["seen"],
            )  # fmt: skip
        if form.is_valid():
            return redirect("quotes:detail", record.reference)
    return render(request, "procurement/quotes/edit.html", {"form": form, "model": record.model, "record": record})


@access(VIEW, PilotRequest, roles=PARTIES, visible=queries.whole, reference="reference")
def detail(request: HttpRequest, record: PilotRequest) -> HttpResponse:
    """A draft to check and issue, or an issued request with what came of it."""
    may_edit = record.state == "draft" and EDIT.decide(request.user, record).allowed
    may_issue = ISSUE.decide(request.user, record) if record.state == "draft" else None
    context: dict[str, Any] = {
        "record": record,
        "may_edit": may_edit,
        "may_issue": may_issue,
        "dead_end": services.dead_end_of(record, request.user) if may_issue else None,
        "may_end": END.decide(request.user, record).allowed and record.state in ("issued", "negotiating"),
        "answers": pages.answers_of(record, at=request.at, may_change=may_edit),
        "steps": pages.steps_of(record),
        "events": history_of(record),
        "may_follow": follows(request.user, record),
        "is_own": bool(roles_in(request.user, record.buyer)),
    }
    context["research"] = record.research.select_related("pdf") if context["is_own"] else ()
    return render(request, "procurement/quotes/detail.html", context)


@require_POST
@access(ISSUE, PilotRequest, roles=ISSUERS, reference="reference")
def issue(request: HttpRequest, record: PilotRequest) -> HttpResponse:
    """Send it to the provider."""
    services.issue_request(request=record, actor=request.user, at=request.at)
    messages.success(request, f"{record.reference} is with {record.provider}.")
    return redirect("quotes:detail", record.reference)


@access(END, PilotRequest, roles=WRITERS, reference="reference")
def end(request: HttpRequest, record: PilotRequest) -> HttpResponse:
    """Give it up, with a reason."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.end_request(request=record, reason=form.cleaned_data["reason"], actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("quotes:detail", record.reference)
    return render(request, "procurement/quotes/end.html", {"form": form, "record": record})
