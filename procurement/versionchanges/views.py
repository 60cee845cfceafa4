"""Pages of version changes: the provider asks, the department decides."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.audit.queries import history_of
from marketplace.listing.views import render_list
from marketplace.products.models import LearningModel
from procurement.reviews.ties import keeps_out_of_some
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS
from procurement.versionchanges import queries, services
from procurement.versionchanges.forms import DecideForm, FileForm
from procurement.versionchanges.models import VersionChange
from procurement.versionchanges.permissions import (
    AGENCY_VIEW,
    ASKERS_IN_WORDS,
    DECIDE,
    DETERMINERS,
    FILE,
    LIST,
    READERS_IN_WORDS,
    VIEW,
    WITHDRAW,
)
from procurement.versionchanges.reading import changes_of
from procurement.versionchanges.tables import MARKS, VersionChangeTable

SAID = {
    "accept": "Accepted. From now on everyone sees this version.",
    "decline": "Declined. The provider is told why.",
    "send_to_review": "A tier review looks at it first.",
    "refer": "The provider is asked for a new application.",
}


@access(FILE, LearningModel, roles=ASKERS_IN_WORDS, slug="slug")
def file(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """Ask that everyone see the newest version of an approved model."""
    waiting = queries.open_change_of(model)
    if waiting:
        return redirect("versionchanges:detail", waiting.reference)
    designation = queries.approval_of(model, at=request.at)
    version = queries.publishable(model, designation) if designation else None
    form = FileForm(request.POST or None, initial={"edition": version.edition if version else 0})
    if request.method == "POST" and form.is_valid():
        with form.catching():
            made = services.file_change(model=model, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, made.reason or "The department has your request.")
            return redirect("versionchanges:detail", made.reference)
        form.data = form.data.copy()
        form.data["edition"] = str(version.edition if version else 0)
    policy = queries.policy_for(designation, at=request.at) if version else None
    changes = changes_of(designation.version, version, policy=policy) if version else []
    context = {
        "model": model,
        "version": version,
        "approved": designation.version if designation else None,
        "form": form,
        "material": [change for change in changes if change.is_material],
        "other": [change for change in changes if not change.is_material],
    }
    return render(request, "procurement/versionchanges/file.html", context)


@access(
    VIEW, VersionChange, roles=(*READERS_IN_WORDS, *CASE_ROLES_IN_WORDS), visible=queries.whole, reference="reference"
)
def detail(request: HttpRequest, record: VersionChange) -> HttpResponse:
    """A request as its provider reads it."""
    may_withdraw = record.is_open and WITHDRAW.decide(request.user, record).allowed
    return render(request, "procurement/versionchanges/detail.html", _page_of(record) | {"may_withdraw": may_withdraw})


@access(WITHDRAW, VersionChange, roles=ASKERS_IN_WORDS, visible=queries.whole, reference="reference")
@require_POST
def withdraw(request: HttpRequest, record: VersionChange) -> HttpResponse:
    """Take a request back."""
    services.withdraw(change=record, actor=request.user, at=request.at)
    messages.success(request, "Withdrawn. The approved version stays as it is.")
    return redirect("versionchanges:detail", record.reference)


@access(LIST, roles=CASE_ROLES_IN_WORDS)
def agency_list(request: HttpRequest) -> HttpResponse:
    """Every request, but for those that a conflict of interest keeps from the person."""
    rows = queries.listed_for(request.user)
    context = {"leaves_out": keeps_out_of_some(request.user)}
    return render_list(
        request,
        "procurement/versionchanges/agency_list.html",
        VersionChangeTable,
        rows,
        context=context,
        filename="new-versions",
    )


@access(AGENCY_VIEW, VersionChange, roles=CASE_ROLES_IN_WORDS, visible=queries.whole, reference="reference")
def agency_detail(request: HttpRequest, record: VersionChange) -> HttpResponse:
    """One request with what is different."""
    may_decide = DECIDE.decide(request.user, record) if record.is_open else None
    return render(
        request, "procurement/versionchanges/agency_detail.html", _page_of(record) | {"may_decide": may_decide}
    )


@access(DECIDE, VersionChange, roles=DETERMINERS, visible=queries.whole, reference="reference")
def decide(request: HttpRequest, record: VersionChange) -> HttpResponse:
    """Accept it, decline it, or send it to review."""
    form = DecideForm(request.POST or None, in_review=record.state == "in_review")
    if request.method == "POST" and form.is_valid():
        move = form.cleaned_data["move"]
        with form.catching():
            services.MOVES[move](change=record, reason=form.cleaned_data["reason"], actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, SAID[move])
            return redirect("versionchanges:agency_detail", record.reference)
    return render(request, "procurement/versionchanges/decide.html", _page_of(record) | {"form": form})


def _page_of(record: VersionChange) -> dict[str, Any]:
    return {
        "record": record,
        "status": (MARKS[record.state], record.get_state_display()),
        "events": history_of(record),
        "material": record.material,
        "other": record.other,
    }
