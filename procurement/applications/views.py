"""A provider's pages: start, tasks, check, receipt."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.audit.queries import history_of
from marketplace.clocks.words import effort_words
from marketplace.listing.views import render_list
from procurement.applications import pages, queries, services
from procurement.applications.forms import SendForm, StartForm, TierForm
from procurement.applications.models import Application
from procurement.applications.parts import address_of, missing_of
from procurement.applications.permissions import ASK_FEE_AGAIN, DISCARD, LIST, OWN, SAVE, START, SUBMIT, WITHDRAW
from procurement.applications.tables import OwnTable
from procurement.payments.permissions import OWN as OWN_FEE
from procurement.payments.queries import is_public_body
from procurement.payments.tables import fee_status
from procurement.policy.fees import fee_in_words
from procurement.rounds.models import Round
from procurement.rounds.queries import is_extended_for, open_at, published

AUTHORS = ("provider.owner", "provider.author")
SENDERS = ("provider.owner", "provider.signatory")
OFFICER = "agency.program_officer"
ENDED = ("decided", "withdrawn", "incomplete")
COLLEAGUES = ("provider.owner", "provider.author", "provider.signatory")


@access(LIST, roles=COLLEAGUES)
def application_list(request: HttpRequest) -> HttpResponse:
    """The applications of one's own organizations, and the rounds that are open."""
    rows = queries.own(request.user).select_related("model", "round").prefetch_related("round__extensions", "cures")
    context = {"open_rounds": open_at(request.at)}
    return render_list(
        request, "procurement/applications/list.html", OwnTable, rows, context=context, filename="applications"
    )


@access(START, Round, roles=AUTHORS, visible=published, reference="reference")
def start(request: HttpRequest, record: Round) -> HttpResponse:
    """What it takes, and which model applies for which tier."""
    models = queries.models_to_apply_with(request.user, record)
    form = StartForm(request.POST or None, models=models, carried=queries.tiers_carried(models, record))
    if request.method == "POST" and form.is_valid():
        with form.catching():
            application = services.start_application(
                asked=record,
                model=form.cleaned_data["model"],
                tier_asked=form.cleaned_data["tier_asked"],
                actor=request.user,
                at=request.at,
            )
        if form.is_valid():
            return redirect("applications:tasks", application.reference)
    context = {
        "record": record,
        "form": form,
        "models": models,
        "is_open": record.is_open(request.at) or is_extended_for(request.user, record, request.at),
        "fee_words": fee_in_words(record.policy_version.rules.fees),
        "effort": effort_words(sum(section.minutes for section in record.definition.sections)),
    }
    return render(request, "procurement/applications/start.html", context)


@access(OWN, Application, roles=COLLEAGUES, visible=queries.whole, reference="reference")
def tasks(request: HttpRequest, record: Application) -> HttpResponse:
    """The task list of a draft; what was sent has its receipt instead."""
    if record.state == "cure_requested":
        return redirect("applications:cure", record.reference)
    if record.state != "draft":
        return redirect("applications:receipt", record.reference)
    standings = queries.standings_of(record, at=request.at)
    may_save = SAVE.decide(request.user, record)
    open_in = pages.open_now(record, person=request.user, at=request.at)
    context = {
        "record": record,
        "groups": list(
            pages.task_groups(record, standings, may_write=may_save.allowed, open_in=open_in, at=request.at)
        ),
        "progress": pages.progress_words(standings),
        "tier_note": pages.tier_note(record, at=request.at),
        "attention": pages.attention(record, standings),
        "next": pages.first_open(standings),
        "may_save": may_save,
        "may_send": SUBMIT.decide(request.user, record),
        "next_dates": queries.next_dates(record, at=request.at),
        "earlier_count": (earlier := queries.earlier_of(record).count() if may_save else 0),
        "may_copy": earlier and any(each.kind == "open" for each in standings),
    }
    return render(request, "procurement/applications/tasks.html", context)


@access(SAVE, Application, roles=AUTHORS, visible=queries.whole, reference="reference")
def tier(request: HttpRequest, record: Application) -> HttpResponse:
    """Ask for another tier."""
    form = TierForm(request.POST or None, initial={"tier_asked": record.tier_asked})
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.change_tier(application=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            return redirect("applications:tasks", record.reference)
    return render(request, "procurement/applications/tier.html", {"record": record, "form": form})


@access(OWN, Application, roles=COLLEAGUES, visible=queries.whole, reference="reference")
def check(request: HttpRequest, record: Application) -> HttpResponse:
    """Check your answers; whoever may sends from here."""
    refusal, fees = "", record.round.policy_version.rules.fees
    form = SendForm(request.POST if request.method == "POST" else None, fees=fees, payer=record.provider.name)
    if request.method == "POST" and form.is_valid():
        sent = services.submit_application(application=record, actor=request.user, at=request.at, **form.cleaned_data)
        if not sent.refusal:
            return redirect("applications:receipt", record.reference)
        refusal = sent.refusal
    standings = queries.standings_of(record, at=request.at)
    may_change = record.state == "draft" and SAVE.decide(request.user, record).allowed
    context = {
        "record": record,
        "refusal": refusal,
        "tier_note": pages.tier_note(record, at=request.at),
        "form": form,
        "fee_words": fee_in_words(fees),
        "costs_something": fees.application_cents > 0,
        "is_public_body": fees.is_public_body_exempt and is_public_body(record.provider),
        "open_sections": [each for each in standings if not each.is_complete] if record.state == "draft" else [],
        "open_parts": list(_open_parts(record, request.at)) if record.state == "draft" else [],
        "parts": pages.parts_shown(record, request.user, at=request.at),
        "sections": pages.answer_rows(record, may_change=may_change),
        "may_change": may_change,
        "goals": queries.goals_of(record),
        "may_send": SUBMIT.decide(request.user, record),
    }
    return render(
        request, "procurement/applications/check.html", context, status=409 if refusal else 422 if form.errors else 200
    )


def _open_parts(record: Application, at: datetime) -> Iterator[tuple[str, str, str]]:
    """What beside the form keeps it from being sent: title, words, address."""
    for part, words in missing_of(record, at=at):
        yield part.title, words, address_of(part, record)


@access(OWN, Application, roles=COLLEAGUES, visible=queries.whole, reference="reference")
def receipt(request: HttpRequest, record: Application) -> HttpResponse:
    """What was sent, what happens next, and where it stands."""
    if record.state == "draft":
        return redirect("applications:tasks", record.reference)
    context = {
        "record": record,
        "next_dates": queries.next_dates(record, at=request.at),
        "fee_reason": queries.fee_reason(record.fee),
        "fee_status": fee_status(record.fee),
        "events": history_of(record).exclude(name="application.section_saved"),
        "may_ask_fee_again": _may_ask_fee_again(request, record),
        "may_withdraw": WITHDRAW.decide(request.user, record).allowed and record.state not in ENDED,
        "may_renew": record.state in ENDED and SAVE.decide(request.user, record).allowed,
        "decision": record.subject.determinations.filter(issued_at__isnull=False).first() if record.subject else None,
    }
    return render(request, "procurement/applications/receipt.html", context)


@require_POST
@access(ASK_FEE_AGAIN, Application, roles=(*SENDERS, OFFICER), visible=queries.whole, reference="reference")
def ask_fee_again(request: HttpRequest, record: Application) -> HttpResponse:
    """Have the fee that was given back asked for again."""
    fee = services.ask_fee_again(application=record, actor=request.user, at=request.at)
    messages.success(request, "The fee is due again.")
    page = "payments:detail" if OWN_FEE.sees(request.user, fee) else "payments:agency_detail"
    return redirect(page, fee.reference)


@access(WITHDRAW, Application, roles=SENDERS, visible=queries.whole, reference="reference")
def withdraw(request: HttpRequest, record: Application) -> HttpResponse:
    """Take back what was sent, after one question."""
    if request.method == "POST":
        services.withdraw_application(application=record, actor=request.user, at=request.at)
        messages.success(request, f"{record.reference} is withdrawn.")
        return redirect("applications:receipt", record.reference)
    return render(request, "procurement/applications/withdraw.html", {"record": record})


@require_POST
@access(DISCARD, Application, roles=AUTHORS, visible=queries.whole, reference="reference")
def discard(request: HttpRequest, record: Application) -> HttpResponse:
    """Throw a draft away."""
    services.discard_draft(application=record, actor=request.user, at=request.at)
    messages.success(request, "The draft is gone.")
    return redirect("applications:list")


def _may_ask_fee_again(request: HttpRequest, record: Application) -> bool:
    waits = record.fee is not None and record.fee.state == "refunded" and record.state in services.WAIT_FOR_IT
    return waits and ASK_FEE_AGAIN.decide(request.user, record).allowed
