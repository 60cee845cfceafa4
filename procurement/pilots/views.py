"""Pages of pilots: the parties', and the public's."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from marketplace.access.views import access, public, signed_in
from marketplace.listing.views import render_list
from procurement.contracts.permissions import VIEW as VIEW_CONTRACT
from procurement.negotiations.wording import rule_words
from procurement.pilots import queries, services
from procurement.pilots.forms import AskedForm, NoticeForm, OrderForm, TerminateForm
from procurement.pilots.models import Pilot
from procurement.pilots.pages import family_facts, lede, past, pilot_page, public_rows, public_sums
from procurement.pilots.permissions import (
    BE_ASKED,
    BUYS,
    CLOSE,
    COMPLETE,
    ENDS,
    EVERYONE_IN_WORDS,
    PREPARE,
    START,
    TERMINATE,
    VIEW,
)
from procurement.pilots.sections import links_of
from procurement.pilots.tables import PilotTable
from procurement.pilots.transitions import OVER


@signed_in
def pilot_list(request: HttpRequest) -> HttpResponse:
    """The pilots that this person may see."""
    return render_list(
        request, "procurement/pilots/list.html", PilotTable, queries.visible_to(request.user),
        filename="pilots",
    )  # fmt: skip


@access(VIEW, Pilot, roles=EVERYONE_IN_WORDS, visible=queries.whole, reference="reference")
def detail(request: HttpRequest, pilot: Pilot) -> HttpResponse:
    """One pilot: milestones, money, the next act, the rule, what happened."""
    context = pilot_page(pilot, mine=queries.acts_for(request.user, pilot), at=request.at)
    context["family"] = family_facts(pilot)
    context["links"] = links_of(pilot, request.user)
    context["may_read_contract"] = VIEW_CONTRACT.sees(request.user, pilot.contract)
    context["may_prepare"] = PREPARE.decide(request.user, pilot).allowed
    context["may_terminate"] = TERMINATE.decide(request.user, pilot).allowed
    return render(request, "procurement/pilots/detail.html", context)


@access(PREPARE, Pilot, roles=BUYS, reference="reference")
def notice(request: HttpRequest, pilot: Pilot) -> HttpResponse:
    """Record the notice to families, with what it has to say."""
    initial = {"notice_on": pilot.family_notice_on, "how": pilot.family_notice_how}
    form = NoticeForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.record_family_notice(pilot=pilot, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("pilots:detail", pilot.reference)
    context = {"pilot": pilot, "form": form, "family": family_facts(pilot)}
    return render(request, "procurement/pilots/notice.html", context)


@access(PREPARE, Pilot, roles=BUYS, reference="reference")
def order(request: HttpRequest, pilot: Pilot) -> HttpResponse:
    """Record the purchase order."""
    form = OrderForm(request.POST or None, initial={"number": pilot.purchase_order})
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.record_purchase_order(pilot=pilot, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("pilots:detail", pilot.reference)
    return render(request, "procurement/pilots/order.html", {"pilot": pilot, "form": form})


@access(BE_ASKED, Pilot, roles=BUYS, reference="reference")
def being_asked(request: HttpRequest, pilot: Pilot) -> HttpResponse:
    """Say whether other districts may ask about the pilot."""
    form = AskedForm(request.POST or None, initial={"may_be_asked": "yes" if pilot.may_be_asked_since else "no"})
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.set_may_be_asked(pilot=pilot, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("pilots:detail", pilot.reference)
    return render(request, "procurement/pilots/being_asked.html", {"pilot": pilot, "form": form})


@require_POST
@access(START, Pilot, roles=BUYS, reference="reference")
def start(request: HttpRequest, pilot: Pilot) -> HttpResponse:
    """Begin."""
    services.start_pilot(pilot=pilot, actor=request.user, at=request.at)
    messages.success(request, f"{pilot.title} has started.")
    return redirect("pilots:detail", pilot.reference)


@require_POST
@access(COMPLETE, Pilot, roles=BUYS, reference="reference")
def complete(request: HttpRequest, pilot: Pilot) -> HttpResponse:
    """Teaching has ended."""
    services.complete_pilot(pilot=pilot, actor=request.user, at=request.at)
    return redirect("pilots:detail", pilot.reference)


@require_POST
@access(CLOSE, Pilot, roles=BUYS, reference="reference")
def close(request: HttpRequest, pilot: Pilot) -> HttpResponse:
    """Close the file."""
    services.close_pilot(pilot=pilot, actor=request.user, at=request.at)
    return redirect("pilots:detail", pilot.reference)


@access(TERMINATE, Pilot, roles=ENDS, reference="reference")
def terminate(request: HttpRequest, pilot: Pilot) -> HttpResponse:
    """End the pilot before its last day, with the reason."""
    form = TerminateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.terminate_pilot(pilot=pilot, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("pilots:detail", pilot.reference)
    return render(request, "procurement/pilots/terminate.html", {"pilot": pilot, "form": form})


@public(Pilot, visible=queries.published, reference="reference")
def summary(request: HttpRequest, pilot: Pilot) -> HttpResponse:
    """What everyone may know of a pilot: where, how long, what it costs, by which rule it is judged."""
    milestones = queries.milestones_of(pilot)
    context = {
        "pilot": pilot,
        "lede": lede(pilot, localdate(request.at)),
        "rows": public_rows(milestones),
        "rule": rule_words(pilot.terms["decision_rule"], pilot.terms["measures"]),
        "family": family_facts(pilot),
        "events": past(pilot, [], public_only=True),
        "links": links_of(pilot, None),
        **public_sums(pilot, milestones),
    }
    return render(request, "procurement/pilots/summary.html", context)


@public(Pilot, visible=queries.published, reference="reference")
def families(request: HttpRequest, pilot: Pilot) -> HttpResponse:
    """What families ask: what it is, what data it uses, whom to ask."""
    return render(
        request,
        "procurement/pilots/families.html",
        {
            "pilot": pilot,
            "family": family_facts(pilot),
            "links": links_of(pilot, None),
            "has_ended": pilot.state in OVER,
        },
    )
