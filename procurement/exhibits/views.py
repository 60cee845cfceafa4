"""The page of what goes with a contract: both sides read it, the provider attaches."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.clocks.calendar import local_day
from marketplace.locker.forms import AttachForm
from marketplace.locker.permissions import ADD
from procurement.agreements.permissions import CONTRACT_STAFF_IN_WORDS, parties_in_words
from procurement.exhibits import queries, services
from procurement.exhibits.display import standing_in
from procurement.exhibits.models import Exhibit
from procurement.exhibits.permissions import ATTACH, READ
from procurement.negotiations.models import Negotiation
from procurement.negotiations.queries import latest, side_of, with_everything

PARTIES = (*parties_in_words("request"), *CONTRACT_STAFF_IN_WORDS)
PROVIDERS = ("request.provider.owner", "request.provider.author")


@access(READ, Negotiation, roles=PARTIES, visible=with_everything, reference="reference")
def exhibit_list(request: HttpRequest, record: Negotiation) -> HttpResponse:
    """What goes with the contract; while the two sides talk, the provider attaches more."""
    return _page(request, record, _form(request, record, None))


@require_POST
@access(ATTACH, Negotiation, roles=PROVIDERS, visible=with_everything, reference="reference")
def attach(request: HttpRequest, record: Negotiation) -> HttpResponse:
    """Attach one."""
    form = _form(request, record, request.POST)
    if form.is_valid():
        with form.catching():
            services.attach_exhibit(negotiation=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "The document goes with the contract. The district has been told.")
            return redirect("exhibits:list", record.reference)
    return _page(request, record, form)


@require_POST
@access(ATTACH, Negotiation, roles=PROVIDERS, visible=with_everything, reference="reference")
def take_off(request: HttpRequest, record: Negotiation, pk: int) -> HttpResponse:
    """Take one off."""
    services.take_off(exhibit=_exhibit(record, pk), actor=request.user, at=request.at)
    messages.success(request, "The document no longer goes with the contract.")
    return redirect("exhibits:list", record.reference)


@require_POST
@access(ATTACH, Negotiation, roles=PROVIDERS, visible=with_everything, reference="reference")
def renew(request: HttpRequest, record: Negotiation, pk: int) -> HttpResponse:
    """Take the newer version of one."""
    services.renew_exhibit(exhibit=_exhibit(record, pk), actor=request.user, at=request.at)
    messages.success(request, "The newer version goes with the contract.")
    return redirect("exhibits:list", record.reference)


def _exhibit(record: Negotiation, pk: int) -> Exhibit:
    return get_object_or_404(Exhibit, negotiation=record, pk=pk)


def _form(request: HttpRequest, record: Negotiation, data: Any) -> AttachForm:
    return AttachForm(data, versions=queries.attachable_to(record), today=local_day(request.at, record.zone))


def _page(request: HttpRequest, record: Negotiation, form: AttachForm) -> HttpResponse:
    today, newer = local_day(request.at, record.zone), queries.newer_than_attached(record)
    ends_on = latest(record).body["calendar"]["ends_on"]
    rows = [
        {
            "exhibit": row,
            "status": standing_in(row.version.expires_on, ends_on=ends_on, today=today),
            "newer": newer.get(row.document_id),
        }
        for row in queries.exhibits_of(record)
    ]
    context = {
        "record": record,
        "provider": record.request.provider,
        "form": form,
        "rows": rows,
        "is_open": record.state == "open",
        "side": side_of(request.user, record),
        "may_attach": ATTACH.decide(request.user, record),
        "may_add": ADD.decide(request.user, record.request.provider).allowed,
        "contract": record.contracts.first(),
    }
    return render(request, "procurement/exhibits/list.html", context)
