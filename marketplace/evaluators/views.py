"""The register of evaluators: public to read; each keeps its own entry; the agency may suspend one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from marketplace.access.views import access, public, signed_in
from marketplace.audit.queries import history_of
from marketplace.evaluators import queries, services
from marketplace.evaluators.forms import EntryForm, FirmForm, ReasonForm, SelfForm, TieForm
from marketplace.evaluators.models import Evaluator
from marketplace.evaluators.permissions import DECIDE, KEEP, REGISTER_FIRM, REGISTER_SELF, VIEW_OWN
from marketplace.evaluators.tables import STANDING, EvaluatorTable
from marketplace.lifecycles.forms import posted
from marketplace.listing.views import render_list
from marketplace.organizations.models import Organization

EVALUATOR = ("evaluator",)
FIRM_KEEPERS = ("organization.owner", "organization.evaluator")
DECIDERS = ("agency.program_officer", "agency.owner")


@public
def evaluators(request: HttpRequest) -> HttpResponse:
    """Every evaluator of the register."""
    template = "marketplace/evaluators/list.html"
    return render_list(request, template, EvaluatorTable, queries.register(), filename="evaluators")


@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """The person's entries, and what else they could register."""
    entries = list(queries.entries_of(request.user))
    there = {entry.organization_id for entry in entries}
    context = {
        "entries": [(entry, STANDING[entry.state]) for entry in entries],
        "is_registered": any(not entry.is_firm for entry in entries),
        "firms": [
            (firm, REGISTER_FIRM.decide(request.user, firm))
            for firm in queries.firms_of(request.user)
            if firm.pk not in there
        ],
    }
    return render(request, "marketplace/evaluators/mine.html", context)


@access(REGISTER_SELF, roles=("account",))
def register_self(request: HttpRequest) -> HttpResponse:
    """Enter oneself in the register."""
    initial = {"contact": request.user.email, "employers": [request.user.employer] if request.user.employer else []}
    form = SelfForm(posted(request), initial=initial)
    if form.is_valid():
        with form.catching():
            entry = services.register_self(**form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "You are in the register. Now declare what else ties you to providers.")
            return redirect("evaluators:own", entry.slug)
    return render(request, "marketplace/evaluators/register.html", {"form": form, "firm": None})


@access(REGISTER_FIRM, Organization, roles=FIRM_KEEPERS, visible=queries.firms, slug="slug")
def register_firm(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Enter a firm in the register."""
    form = FirmForm(posted(request), initial={"owners": list(organization.owners)})
    if form.is_valid():
        with form.catching():
            entry = services.register_firm(
                organization=organization, **form.cleaned_data, actor=request.user, at=request.at
            )
        if form.is_valid():
            messages.success(request, f"{organization} is in the register. Now declare what else ties it to providers.")
            return redirect("evaluators:own", entry.slug)
    return render(request, "marketplace/evaluators/register.html", {"form": form, "firm": organization})


@access(VIEW_OWN, Evaluator, roles=EVALUATOR, visible=queries.register, slug="slug")
def own(request: HttpRequest, entry: Evaluator) -> HttpResponse:
    """One's own entry: what it says, the ties that were declared, and one more."""
    may_keep = KEEP.decide(request.user, entry)
    form = TieForm(posted(request), evaluator=entry)
    if form.is_valid():
        with form.catching():
            services.declare_tie(evaluator=entry, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "Declared. It is on your public page.")
            return redirect("evaluators:own", entry.slug)
    context = {"form": form, "may_keep": may_keep, "events": history_of(entry), **around(entry)}
    return render(request, "marketplace/evaluators/own.html", context)


@access(KEEP, Evaluator, roles=EVALUATOR, visible=queries.register, slug="slug")
def edit(request: HttpRequest, entry: Evaluator) -> HttpResponse:
    """Change what the entry says."""
    initial = {"expertise": entry.expertise, "contact": entry.contact}
    form = EntryForm(posted(request), initial=initial, record=entry, values_of=services.values_of)
    if form.is_valid():
        with form.catching():
            services.save_entry(evaluator=entry, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "The entry is saved.")
            return redirect("evaluators:own", entry.slug)
    return render(request, "marketplace/evaluators/edit.html", {"form": form, **around(entry)})


@access(KEEP, Evaluator, roles=EVALUATOR, visible=queries.entries_with_open_ties, slug="slug")
def take_back(request: HttpRequest, entry: Evaluator, tie: int) -> HttpResponse:
    """Take a declaration back, with the reason; it stays on record."""
    found = get_object_or_404(entry.ties, pk=tie)
    form = ReasonForm(posted(request))
    if form.is_valid():
        with form.catching():
            services.take_back_tie(tie=found, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "Taken back. It stays on record with your reason.")
            return redirect("evaluators:own", entry.slug)
    return render(request, "marketplace/evaluators/take_back.html", {"form": form, "tie": found, **around(entry)})


@access(DECIDE, Evaluator, roles=DECIDERS, visible=queries.can_be_named, slug="slug")
def suspend(request: HttpRequest, entry: Evaluator) -> HttpResponse:
    """Suspend an entry, with the reason."""
    return _decide(request, entry, services.suspend)


@access(DECIDE, Evaluator, roles=DECIDERS, visible=queries.suspended, slug="slug")
def reinstate(request: HttpRequest, entry: Evaluator) -> HttpResponse:
    """Lift a suspension, with the reason."""
    return _decide(request, entry, services.reinstate)


def _decide(request: HttpRequest, entry: Evaluator, act: Any) -> HttpResponse:
    form = ReasonForm(posted(request))
    if form.is_valid():
        with form.catching():
            act(evaluator=entry, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, f"Noted. {entry} is told.")
            return redirect("catalog:evaluator", entry.slug)
    return render(request, "marketplace/evaluators/decide.html", {"form": form, **around(entry)})


def around(entry: Evaluator) -> dict[str, Any]:
    """What every page of an entry shows."""
    return {
        "entry": entry,
        "standing": STANDING[entry.state],
        "ties": entry.standing_ties,
        "past_ties": entry.past_ties,
    }
