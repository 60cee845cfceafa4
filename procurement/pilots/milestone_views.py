"""One milestone's page, on which each side moves its part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.audit.queries import history_of
from marketplace.clocks.calendar import local_day
from marketplace.organizations.queries import organization_ids
from procurement.pilots import milestone_services as services
from procurement.pilots.forms import DeliverForm, InvoiceForm, PaymentForm, ReturnForm
from procurement.pilots.models import Milestone
from procurement.pilots.pages import milestone_row
from procurement.pilots.permissions import (
    ACCEPTS,
    DECIDE,
    DELIVER,
    DELIVERS,
    INVOICE,
    MILESTONE_EVERYONE_IN_WORDS,
    PAY,
    VIEW_MILESTONE,
)

ADDRESS = {"reference": "pilot__reference", "number": "number"}


@access(VIEW_MILESTONE, Milestone, roles=MILESTONE_EVERYONE_IN_WORDS, **ADDRESS)
def milestone(request: HttpRequest, record: Milestone) -> HttpResponse:
    """The milestone, and the form of whoever's turn it is."""
    return _page(request, record)


@require_POST
@access(DELIVER, Milestone, roles=DELIVERS, **ADDRESS)
def deliver(request: HttpRequest, record: Milestone) -> HttpResponse:
    """The provider delivers."""
    return _write(request, record, DeliverForm(request.POST), services.deliver_milestone, "Delivered.")


@require_POST
@access(DECIDE, Milestone, roles=ACCEPTS, **ADDRESS)
def accept(request: HttpRequest, record: Milestone) -> HttpResponse:
    """The district accepts."""
    services.accept_milestone(milestone=record, actor=request.user, at=request.at)
    messages.success(request, f"Milestone {record.number} is accepted. The provider can invoice it.")
    return redirect("pilots:detail", record.pilot.reference)


@require_POST
@access(DECIDE, Milestone, roles=ACCEPTS, **ADDRESS)
def send_back(request: HttpRequest, record: Milestone) -> HttpResponse:
    """The district returns it."""
    return _write(request, record, ReturnForm(request.POST), services.return_milestone, "Returned to the provider.")


@require_POST
@access(INVOICE, Milestone, roles=DELIVERS, **ADDRESS)
def invoice(request: HttpRequest, record: Milestone) -> HttpResponse:
    """The provider records its invoice."""
    return _write(
        request, record, InvoiceForm(request.POST), services.record_invoice, "The invoice matches to the cent."
    )


@require_POST
@access(PAY, Milestone, roles=ACCEPTS, **ADDRESS)
def pay(request: HttpRequest, record: Milestone) -> HttpResponse:
    """The district records its payment."""
    return _write(request, record, PaymentForm(request.POST), services.record_payment, "The payment is recorded.")


def _write(request: HttpRequest, record: Milestone, form: Any, service: Any, told: str) -> HttpResponse:
    if form.is_valid():
        with form.catching():
            service(milestone=record, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, told)
            return redirect("pilots:detail", record.pilot.reference)
    return _page(request, record, form)


def _page(request: HttpRequest, record: Milestone, form: Form | None = None) -> HttpResponse:
    acts = {
        "deliver": (DELIVER, DeliverForm, ("planned", "returned")),
        "return": (DECIDE, ReturnForm, ("delivered",)),
        "invoice": (INVOICE, InvoiceForm, ("accepted",)),
        "pay": (PAY, PaymentForm, ("invoiced",)),
    }
    forms, not_running = {}, services.why_not_deliver(record)
    for name, (permission, form_class, states) in acts.items():
        is_open = record.state in states and not (name == "deliver" and not_running)
        if is_open and permission.decide(request.user, record).allowed:
            filled = form if isinstance(form, form_class) else form_class(initial=_initial(name, record, request))
            forms[name] = filled
    context = {
        "milestone": record,
        "pilot": record.pilot,
        "row": milestone_row(record, set(organization_ids(request.user)), request.at),
        "forms": forms,
        "form": form,
        "not_running": not_running if record.state in acts["deliver"][2] else "",
        "not_earned": services.why_not_earned(record),
        "events": history_of(record),
    }
    return render(request, "procurement/pilots/milestone.html", context)


def _initial(name: str, record: Milestone, request: HttpRequest) -> dict[str, Any]:
    today = local_day(request.at, record.pilot.zone)
    return {
        "invoice": {"amount_cents": record.amount_cents, "invoiced_on": today},
        "pay": {"amount_cents": record.amount_cents, "paid_on": today},
    }.get(name, {})
