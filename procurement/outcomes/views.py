"""Pages of an outcome report: the district writes, the provider replies, everyone reads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access, public
from procurement.outcomes import pages, queries, services
from procurement.outcomes.forms import PartForm, ReplyForm
from procurement.outcomes.models import OutcomeReport, ReportPart
from procurement.outcomes.permissions import EVERYONE_IN_WORDS, NUMBERS, REPLIES, REPLY, VIEW, WRITE, WRITES
from procurement.outcomes.reading import PartReading, read_report, tables_from, terms_of, typed_rows
from procurement.outcomes.reading import evidence_rules as rules_of
from procurement.outcomes.transitions import WRITABLE


@access(VIEW, OutcomeReport, roles=EVERYONE_IN_WORDS, visible=queries.with_contract, reference="reference")
def report(request: HttpRequest, record: OutcomeReport) -> HttpResponse:
    """The report as it stands: its parts for the district, the protected tables for everybody else."""
    context = pages.frame(record)
    sees_numbers = NUMBERS.decide(request.user, record).allowed
    if sees_numbers:
        readings = read_report(record, terms_of(record.pilot))
        context["tasks"] = pages.task_items(record, readings)
        context["is_ready"] = all(reading.is_complete for reading in readings.values())
    if record.submitted_at and record.state not in WRITABLE:
        context["shown"] = pages.protected_tables(record)
    context |= {
        "sees_numbers": sees_numbers,
        "may_write": is_open(record) and WRITE.decide(request.user, record).allowed,
        "may_reply": can_reply(request, record),
        "events": pages.history(record),
    }
    return render(request, "procurement/outcomes/report.html", context)


def is_open(record: OutcomeReport) -> bool:
    """Whether the district may still write: not sent, and the pilot not ended early."""
    return record.state in WRITABLE and record.pilot.state != "terminated"


def can_reply(request: HttpRequest, record: OutcomeReport) -> bool:
    """Whether this person may reply now."""
    is_open = record.state in ("submitted", "verified") and not record.replied_at and request.at < record.reply_until
    return is_open and REPLY.decide(request.user, record).allowed


@access(WRITE, OutcomeReport, roles=WRITES, visible=queries.with_contract, reference="reference")
def part(request: HttpRequest, record: OutcomeReport, key: str) -> HttpResponse:
    """One part. Autosaved where the browser can; saved by its button everywhere."""
    terms = terms_of(record.pilot)
    asked = terms.part(key)
    if asked is None or record.state not in WRITABLE:
        raise Http404("There is no such part to write.")
    saved = ReportPart.objects.filter(report=record, key=key).select_related("saved_by").first()
    reading = read_report(record, terms)[key]
    initial = {"edition": saved.edition if saved else 0}
    if request.method == "GET":
        data = {**saved.answers, **initial} if saved else None
        form = PartForm(data, part=asked, initial=initial)
        return _part_page(request, record, form, saved, reading)
    form = PartForm(request.POST, part=asked)
    row = saved
    if form.is_valid():
        with form.catching():
            row = services.save_part(
                report=record, key=key, answers=form.typed(), edition=form.cleaned_data["edition"],
                actor=request.user, at=request.at,
            )  # fmt: skip
    if request.htmx:
        return render(request, "procurement/outcomes/_kept.html", {"form": form, "saved": row})
    if form.is_valid() and "leave" in request.POST:
        return redirect("outcomes:report", record.reference)
    if form.is_valid():
        reading = read_report(record, terms)[key]
        if not reading.errors:
            return redirect("outcomes:report", record.reference)
        form.data = _with(form.data, row)
    return _part_page(request, record, form, row, reading)


def _with(data: Any, row: ReportPart) -> Any:
    copy = data.copy()
    copy["edition"] = row.edition
    return copy


def _part_page(
    request: HttpRequest, record: OutcomeReport, form: PartForm, saved: ReportPart | None, reading: PartReading
) -> HttpResponse:
    is_stale = bool(form.is_bound and request.method == "POST" and form.non_field_errors())
    if form.is_bound and not is_stale:
        form.is_valid()
        form.show(reading.errors)
    context = pages.frame(record) | {"form": form, "part": reading.part, "saved": saved}
    if is_stale and saved:
        context["theirs"] = [(asked.label, saved.answers.get(asked.key)) for asked in reading.part.asked]
        form.data = _with(form.data, saved)
    return render(request, "procurement/outcomes/part.html", context)


@access(WRITE, OutcomeReport, roles=WRITES, visible=queries.with_contract, reference="reference")
def check(request: HttpRequest, record: OutcomeReport) -> HttpResponse:
    """Check before sending: what was entered, what it amounts to, what is still missing."""
    terms = terms_of(record.pilot)
    readings = read_report(record, terms)
    setup = readings["setup"].values
    tables = tables_from(typed_rows(readings), setup, terms, rules_of(record.pilot))
    context = pages.frame(record) | {
        "readings": list(readings.values()),
        "computed": pages.computed(tables),
        "is_ready": all(reading.is_complete for reading in readings.values()),
        "is_writable": is_open(record),
    }
    return render(request, "procurement/outcomes/check.html", context)


@require_POST
@access(WRITE, OutcomeReport, roles=WRITES, visible=queries.with_contract, reference="reference")
def submit(request: HttpRequest, record: OutcomeReport) -> HttpResponse:
    """Send it."""
    services.submit_report(report=record, actor=request.user, at=request.at)
    messages.success(request, f"{record.reference} was sent. The department checks it; the provider may reply.")
    return redirect("outcomes:report", record.reference)


@access(REPLY, OutcomeReport, roles=REPLIES, visible=queries.with_contract, reference="reference")
def reply(request: HttpRequest, record: OutcomeReport) -> HttpResponse:
    """The provider's reply, beside what the public will see."""
    form = ReplyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.reply_to_report(report=record, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "Your reply is kept. It is printed beside the outcome.")
            return redirect("outcomes:report", record.reference)
    context = pages.frame(record) | {"form": form, "may_reply": can_reply(request, record)}
    if record.state not in WRITABLE:
        context["shown"] = pages.protected_tables(record)
    return render(request, "procurement/outcomes/reply.html", context)


@public(OutcomeReport, visible=queries.published, reference="reference")
def published(request: HttpRequest, record: OutcomeReport) -> HttpResponse:
    """A published outcome: nothing but its frozen bytes."""
    context = pages.frame(record) | {"shown": pages.protected_tables(record)}
    return render(request, "procurement/outcomes/published.html", context)


@public(OutcomeReport, visible=queries.published, reference="reference")
def published_json(request: HttpRequest, record: OutcomeReport) -> HttpResponse:
    """The frozen bytes themselves."""
    return HttpResponse(record.canonical_text, content_type="application/json")
