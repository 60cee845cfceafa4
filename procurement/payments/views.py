"""A payer's page of a fee, and the department's list and page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.content_security import let_forms_lead_to
from marketplace.lifecycles.errors import Refused
from marketplace.listing.views import render_list
from marketplace.organizations.queries import the_agency
from procurement.payments import pages, queries, services
from procurement.payments.forms import AskForm, DecisionForm, PaymentForm, RefundForm, TakeBackForm
from procurement.payments.models import ExemptionRequest, Fee
from procurement.payments.offline import WAYS
from procurement.payments.permissions import (
    AGENCY_LIST,
    AGENCY_VIEW,
    ASK,
    DECIDE,
    OWN,
    OWN_IN_WORDS,
    PAY,
    PAYERS_IN_WORDS,
    RECORD,
    REFUND,
    STAFF_IN_WORDS,
)
from procurement.payments.stripe import gateway_in_use
from procurement.payments.tables import FeeFilter, FeeTable
from procurement.reviews.ties import keeps_out_of_some

OFFICER = ("agency.program_officer",)
Write = Callable[[Any], Any]


@access(OWN, Fee, roles=OWN_IN_WORDS, visible=queries.whole, reference="reference")
def detail(request: HttpRequest, record: Fee) -> HttpResponse:
    """What is due, the ways to pay it, and what became of it."""
    return _own_page(request, record)


@require_POST
@access(ASK, Fee, roles=PAYERS_IN_WORDS, visible=queries.whole, reference="reference")
def ask(request: HttpRequest, record: Fee) -> HttpResponse:
    """Ask to pay nothing."""
    form = AskForm(request.POST)
    if form.is_valid():
        with form.catching():
            services.ask_exemption(fee=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "The department has your request. You hear as soon as it has decided.")
            return redirect("payments:detail", record.reference)
    return _own_page(request, record, form)


@require_POST
@access(PAY, Fee, roles=PAYERS_IN_WORDS, visible=queries.whole, reference="reference")
def checkout(request: HttpRequest, record: Fee) -> HttpResponse:
    """Go to the payment service's page."""
    gateway = gateway_in_use()
    if gateway is None:
        raise Refused("This portal takes no payments online. Pay in one of the ways on the page of the fee.")
    address = services.begin_checkout(fee=record, actor=request.user, at=request.at, gateway=gateway)
    return HttpResponseRedirect(address, status=303)


@access(OWN, Fee, roles=OWN_IN_WORDS, visible=queries.whole, reference="reference")
def returned(request: HttpRequest, record: Fee) -> HttpResponse:
    """Back from the payment service's page: what it says now is on the page of the fee."""
    gateway = gateway_in_use()
    if gateway is not None:
        services.look_again(fee=record, at=request.at, gateway=gateway)
    return redirect("payments:detail", record.reference)


def _own_page(request: HttpRequest, record: Fee, form: AskForm | None = None) -> HttpResponse:
    may_ask = ASK.decide(request.user, record)
    is_due, asked = record.state == "due", queries.open_request(record)
    on_its_way = any(each.state == "pending" and each.is_processing for each in record.payments.all())
    pays_online = bool(settings.STRIPE) and is_due and may_ask.allowed and not on_its_way
    context = pages.frame(record) | {
        "form": form or AskForm(),
        "may_act": may_ask,
        "may_ask": is_due and may_ask.allowed and asked is None,
        "is_due": is_due,
        "asked": asked,
        "on_its_way": on_its_way,
        "pays_online": pays_online,
        "ways": WAYS,
        "agency": the_agency(),
    }
    answer = render(request, "procurement/payments/detail.html", context)
    if pays_online:
        let_forms_lead_to(answer, settings.STRIPE["checkout_origin"])
    return answer


@access(AGENCY_LIST, roles=STAFF_IN_WORDS)
def agency_list(request: HttpRequest) -> HttpResponse:
    """Every fee, filtered."""
    listed = queries.listed_for(request.user)
    rows = queries.with_open_matters(listed.select_related("payer"))
    return render_list(
        request,
        "procurement/payments/agency_list.html",
        FeeTable,
        rows,
        filterset_class=FeeFilter,
        context={"due_count": listed.filter(state="due").count(), "leaves_out": keeps_out_of_some(request.user)},
        filename="fees",
    )


@access(AGENCY_VIEW, Fee, roles=STAFF_IN_WORDS, visible=queries.whole, reference="reference")
def agency_detail(request: HttpRequest, record: Fee) -> HttpResponse:
    """One fee, and what may be done about it."""
    return _agency_page(request, record)


@require_POST
@access(RECORD, Fee, roles=OFFICER, visible=queries.whole, reference="reference")
def record_payment(request: HttpRequest, record: Fee) -> HttpResponse:
    """Record a check, a transfer or an order."""
    form = PaymentForm(request.POST)

    def write(values: Any) -> None:
        services.record_payment(fee=record, actor=request.user, at=request.at, **values)

    return _write(request, record, "pay", form, write, "The payment is recorded. The provider gets a receipt.")


@require_POST
@access(RECORD, Fee, roles=OFFICER, visible=queries.whole, reference="reference")
def take_back(request: HttpRequest, record: Fee, payment: str) -> HttpResponse:
    """Note that a recorded payment did not hold."""
    found = get_object_or_404(record.payments.all(), reference=payment)
    form = TakeBackForm(request.POST, prefix=found.reference)

    def write(values: Any) -> None:
        services.take_back_payment(payment=found, actor=request.user, at=request.at, **values)

    return _write(request, record, f"take_back {payment}", form, write, "Noted. The provider hears why.")


@require_POST
@access(REFUND, Fee, roles=OFFICER, visible=queries.whole, reference="reference")
def refund(request: HttpRequest, record: Fee, payment: str) -> HttpResponse:
    """Give a payment back."""
    found = get_object_or_404(record.payments.all(), reference=payment)
    gateway = gateway_in_use() if found.is_online else None
    form = RefundForm(request.POST, prefix=found.reference, is_sent_by_service=gateway is not None)

    def write(values: Any) -> None:
        given = {"payment": found, "actor": request.user, "at": request.at} | values
        if gateway is None:
            services.refund_payment(**given)
        else:
            services.give_back_online(**given, gateway=gateway)

    return _write(request, record, f"refund {payment}", form, write, "It goes back. The provider is told.")


@require_POST
@access(DECIDE, Fee, roles=OFFICER, visible=queries.whole, reference="reference")
def decide(request: HttpRequest, record: Fee) -> HttpResponse:
    """Answer a request for an exemption."""
    form = DecisionForm(request.POST)

    def write(values: Any) -> None:
        asked = get_object_or_404(record.exemption_requests.all(), pk=values["ask"])
        is_granted, reason = values["is_granted"], values["decision_reason"]
        services.decide_exemption(ask=asked, is_granted=is_granted, reason=reason, actor=request.user, at=request.at)

    return _write(request, record, "decide", form, write, "The decision is recorded. The provider is told.")


def _write(request: HttpRequest, record: Fee, name: str, form: Form, write: Write, told: str) -> HttpResponse:
    if form.is_valid():
        with form.catching():
            write(form.cleaned_data)
        if form.is_valid():
            messages.success(request, told)
            return redirect("payments:agency_detail", record.reference)
    return _agency_page(request, record, {name: form})


def _agency_page(request: HttpRequest, record: Fee, bound: dict[str, Form] | None = None) -> HttpResponse:
    bound = bound or {}
    may_act = RECORD.decide(request.user, record)
    asked = queries.open_request(record)
    shown: dict[str, Any] = {}
    if may_act and asked:
        shown["decide"] = _decision_form(asked, bound.get("decide"))
    if may_act and record.state == "due":
        shown["pay"] = bound.get("pay") or PaymentForm()
    shell = pages.frame(record)
    context = shell | {
        "asks": [(ask, kind) for ask, kind in shell["asks"] if "decide" not in shown or ask != asked],
        "forms": shown,
        "failed": next(iter(bound.values()), None),
        "asked": asked,
        "may_act": may_act,
        "returns": _returns(record, bound) if may_act else [],
    }
    return render(request, "procurement/payments/agency_detail.html", context)


def _decision_form(asked: ExemptionRequest, typed: Form | None) -> Form:
    """What was typed is kept, and goes on from the request that the page now shows."""
    if typed is None:
        return DecisionForm(initial={"ask": asked.pk})
    typed.data = typed.data.copy()
    typed.data["ask"] = asked.pk
    return typed


def _returns(record: Fee, bound: dict[str, Form]) -> list[dict[str, Any]]:
    """For each payment that is here: the forms with which it goes back or did not hold."""
    here = [payment for payment in record.payments.all() if payment.state == "succeeded"]
    return [
        {
            "payment": each,
            "is_sent_by_service": each.is_online and bool(settings.STRIPE),
            "refund": bound.get(f"refund {each.reference}")
            or RefundForm(prefix=each.reference, is_sent_by_service=each.is_online and bool(settings.STRIPE)),
            "take_back": bound.get(f"take_back {each.reference}") or TakeBackForm(prefix=each.reference),
        }
        for each in here
    ]
