"""Case work: the Monday page, one act on several applications, and messages to providers."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.desk.registry import office_items
from marketplace.listing.filters import filter_of
from procurement.applications.models import Application
from procurement.applications.permissions import is_colleague
from procurement.applications.queries import listed_for, whole
from procurement.applications.tables import AgencyFilter, AgencyTable
from procurement.applications.transitions import RUNNING_STATES
from procurement.casework import acts, queries, services
from procurement.casework.forms import BatchForm, MessageForm
from procurement.casework.models import Batch
from procurement.casework.permissions import (
    MESSAGE,
    MONDAY,
    PREPARE,
    READ_MESSAGES,
    READERS_IN_WORDS,
    REMIND,
    RUN,
    WORKERS_IN_WORDS,
)
from procurement.casework.transitions import RowState
from procurement.reviews.proposing import refusal_of
from procurement.reviews.ties import keeps_out_of_some
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS

ROWS_A_PAGE, REMINDED_AT_ONCE = 50, 100
OFFICER = ("agency.program_officer",)


@access(MONDAY, roles=CASE_ROLES_IN_WORDS)
def monday(request: HttpRequest) -> HttpResponse:
    """What is late and whose turn it is: each application with the reminder drafted for it, then what else waits."""
    cases = queries.cases_for(request.user, at=request.at)
    late = [case for case in cases if case.is_late]
    others = office_items(request.user, request.at)
    context = {
        "page": Paginator(cases, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "late_count": len(late),
        "others": others,
        "others_late_count": sum(item.due is not None and item.due <= request.at for item in others),
        "to_remind_count": sum(not case.reminded_today for case in late),
        "may_act": PREPARE.decide(request.user).allowed,
        "leaves_out": keeps_out_of_some(request.user),
    }
    return render(request, "procurement/casework/monday.html", context)


@access(PREPARE, roles=WORKERS_IN_WORDS)
def batches(request: HttpRequest) -> HttpResponse:
    """What the person did with several applications at once, the latest first."""
    page = Paginator(queries.own_batches(request.user), ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "procurement/casework/batches.html", {"page": page})


@require_POST
@access(PREPARE, roles=WORKERS_IN_WORDS)
def remind_late(request: HttpRequest) -> HttpResponse:
    """Send every reminder that is drafted for what is late and was not sent today."""
    cases = [case for case in queries.cases_for(request.user, at=request.at) if case.is_late]
    waiting = [case.application for case in cases if not case.reminded_today][:REMINDED_AT_ONCE]
    refused = [words for each in waiting if (words := _reminding(request, each))]
    if len(waiting) > len(refused):
        messages.success(request, f"{len(waiting) - len(refused)} reminded.")
    for words in dict.fromkeys(refused):
        messages.warning(request, words)
    return redirect("casework:monday")


@require_POST
@access(REMIND, Application, roles=WORKERS_IN_WORDS, visible=whole, reference="reference")
def remind(request: HttpRequest, record: Application) -> HttpResponse:
    """Send one reminder."""
    sent = services.remind(application=record, actor=request.user, at=request.at)
    messages.success(request, f"Reminded: {sent.told}.")
    return redirect("casework:monday")


@access(PREPARE, roles=WORKERS_IN_WORDS)
def prepare(request: HttpRequest) -> HttpResponse:
    """Choose what to do with up to a hundred applications of a filtered list. Those that are still running are ticked;
    where the list has none of them, all are."""
    rows = queries.with_turns(listed_for(request.user)).order_by("submitted_at", "pk")
    found = filter_of(AgencyTable, AgencyFilter)(request.GET, queryset=rows, request=request)
    shown = queries.gathered(found.qs[: services.ROWS_MOST])
    running = [each for each in shown if each.state in RUNNING_STATES]
    form = BatchForm(request.POST or None, shown=shown, initial={"chosen": [str(each.pk) for each in running or shown]})
    if request.method == "POST" and form.is_valid():
        with form.catching():
            made = services.prepare_batch(actor=request.user, at=request.at, **form.values())
        if form.is_valid():
            return redirect("casework:batch", made.reference)
    context = {
        "form": form,
        "filter": found,
        "shown": shown,
        "every_count": found.qs.count(),
        "most": services.ROWS_MOST,
    }
    return render(request, "procurement/casework/prepare.html", context)


@access(RUN, Batch, roles=WORKERS_IN_WORDS, reference="reference")
def batch(request: HttpRequest, record: Batch) -> HttpResponse:
    """The one page on which a batch is looked at, confirmed, and tried again where something failed."""
    if request.method == "POST":
        rows = record.rows.values_list("pk", flat=True)
        reasons = {pk: request.POST[f"reason-{pk}"] for pk in rows if f"reason-{pk}" in request.POST}
        record = services.keep_reasons(batch=record, reasons=reasons, actor=request.user, at=request.at)
        seen = {pk: request.POST[f"seen-{pk}"] for pk in rows if f"seen-{pk}" in request.POST}
        done, failed = acts.run_batch(batch=record, seen=seen, actor=request.user, at=request.at)
        if done:
            messages.success(request, f"{done} done.")
        if failed:
            messages.warning(request, f"{failed} could not be done. Each says why below.")
        return redirect("casework:batch", record.reference)
    rows = queries.rows_of(record)
    recommended = acts.recommended(record, rows, request.user)
    context = {
        "record": record,
        "about": acts.ABOUT[record.act],
        "done": [row for row in rows if row.state == RowState.DONE],
        "open": [
            (row, row.failure or acts.obstacle(record.act, row.application, request.user), recommended.get(row.pk))
            for row in rows
            if row.state != RowState.DONE
        ],
    }
    return render(request, "procurement/casework/batch.html", context)


@access(READ_MESSAGES, Application, roles=READERS_IN_WORDS, visible=whole, reference="reference")
def messages_of(request: HttpRequest, record: Application) -> HttpResponse:
    """What the department wrote to a provider about its application."""
    return _messages_page(request, record, MessageForm())


@require_POST
@access(MESSAGE, Application, roles=OFFICER, visible=whole, reference="reference")
def write(request: HttpRequest, record: Application) -> HttpResponse:
    """Write to the provider."""
    form = MessageForm(request.POST)
    if form.is_valid():
        with form.catching():
            services.write_to_provider(
                application=record, text=form.cleaned_data["text"], actor=request.user, at=request.at
            )
        if form.is_valid():
            messages.success(request, "The provider is told that you wrote.")
            return redirect("casework:messages", record.reference)
    return _messages_page(request, record, form)


def _messages_page(request: HttpRequest, record: Application, form: MessageForm) -> HttpResponse:
    context = {
        "record": record,
        "form": form,
        "sent": record.messages.select_related("sent_by"),
        "is_staff": not is_colleague(request.user, record),
        "may_write": MESSAGE.sees(request.user, record) and MESSAGE.decide(request.user, record).allowed,
    }
    return render(request, "procurement/casework/messages.html", context)


def _reminding(request: HttpRequest, application: Application) -> str:
    return refusal_of(lambda: services.remind(application=application, actor=request.user, at=request.at))
