"""The pages on which an application is written: one section each, and its goals."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.clocks.calendar import local_day
from marketplace.evidence.models import Measure
from procurement.applications import pages, queries, services
from procurement.applications.forms import CommitmentForm, SectionForm
from procurement.applications.models import Application, Commitment, SectionAnswer
from procurement.applications.permissions import SAVE
from procurement.rounds.questions import Section

AUTHORS = ("provider.owner", "provider.author")


@access(SAVE, Application, roles=AUTHORS, visible=queries.whole, reference="reference")
def section(request: HttpRequest, record: Application, key: str) -> HttpResponse:
    """One section. Autosaved where the browser can; saved by its buttons everywhere."""
    asked = record.round.definition.section(key)
    if asked is None:
        raise Http404("There is no such section.")
    saved = SectionAnswer.objects.filter(application=record, key=key).select_related("saved_by").first()
    initial = {"edition": saved.edition if saved else 0} | (saved.answers if saved else {})
    form = SectionForm(
        request.POST or None, section=asked, tier=record.tier_asked, today=_today(request, record), initial=initial
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, record, form, saved)
    if saved and request.method == "GET":
        form = _with_faults(request, record, asked, saved)
    return _page(request, record, form, saved)


def _today(request: HttpRequest, record: Application) -> date:
    return local_day(request.at, record.round.zone)


def _save(request: HttpRequest, record: Application, form: SectionForm, saved: Any) -> HttpResponse:
    with form.catching():
        row = services.save_section(
            application=record,
            key=form.section.key,
            answers=form.typed(),
            edition=form.cleaned_data["edition"],
            actor=request.user,
            at=request.at,
        )
    if request.htmx:
        return _kept(request, form, row if form.is_valid() else None)
    if not form.is_valid():
        return _page(request, record, form, saved, theirs=saved)
    if "leave" in request.POST:
        return redirect("applications:tasks", record.reference)
    if form.show_faults(only_typed=True):
        form.data = form.data.copy()
        form.data["edition"] = row.edition
        return _page(request, record, form, row)
    return _after(record, form.section)


def _kept(request: HttpRequest, form: SectionForm, row: SectionAnswer | None) -> HttpResponse:
    context = {"saved": row, "errors": form.non_field_errors(), "form": form}
    return render(request, "procurement/applications/_kept.html", context)


def _after(record: Application, current: Section) -> HttpResponse:
    if record.state == "cure_requested":
        return redirect("applications:cure", record.reference)
    keys = [each.key for each in record.round.definition.sections]
    position = keys.index(current.key) + 1
    if position < len(keys):
        return redirect("applications:section", record.reference, keys[position])
    return redirect("applications:tasks", record.reference)


def _with_faults(request: HttpRequest, record: Application, asked: Section, saved: SectionAnswer) -> SectionForm:
    """The saved answers with what is wrong beside each; what is only missing stays quiet."""
    data = {"edition": saved.edition} | {
        key: value for key, value in saved.answers.items() if value not in (None, False)
    }
    form = SectionForm(data, section=asked, tier=record.tier_asked, today=_today(request, record))
    form.is_valid()
    form.show_faults(only_typed=True)
    return form


def _page(
    request: HttpRequest, record: Application, form: SectionForm, saved: Any, *, theirs: Any = None
) -> HttpResponse:
    sections = record.round.definition.sections
    context = {
        "record": record,
        "section": form.section,
        "form": form,
        "number": sections.index(form.section) + 1,
        "count": len(sections),
        "saved": saved,
        "theirs": _their_answers(form.section, theirs) if theirs and form.non_field_errors() else [],
        "their_edition": saved.edition if saved else 0,
    } | pages.panel_context(record, form.section, at=request.at)
    if context["theirs"]:
        form.data = form.data.copy()
        form.data["edition"] = saved.edition
    return render(request, "procurement/applications/section.html", context)


def _their_answers(asked: Section, theirs: SectionAnswer) -> list[tuple[str, str]]:
    return [(question.label, question.shown(theirs.answers.get(question.key))) for question in asked.questions]


@access(SAVE, Application, roles=AUTHORS, visible=queries.whole, reference="reference")
def add_goal(request: HttpRequest, record: Application) -> HttpResponse:
    """A new goal."""
    return _goal(request, record, None)


@access(SAVE, Application, roles=AUTHORS, visible=queries.whole, reference="reference")
def goal(request: HttpRequest, record: Application, pk: int) -> HttpResponse:
    """One goal."""
    return _goal(request, record, get_object_or_404(Commitment, application=record, pk=pk))


@require_POST
@access(SAVE, Application, roles=AUTHORS, visible=queries.whole, reference="reference")
def remove_goal(request: HttpRequest, record: Application, pk: int) -> HttpResponse:
    """Take a goal off."""
    found = get_object_or_404(Commitment, application=record, pk=pk)
    services.remove_commitment(commitment=found, actor=request.user, at=request.at)
    return redirect("applications:section", record.reference, "commitments")


def _goal(request: HttpRequest, record: Application, found: Commitment | None) -> HttpResponse:
    names = ("goal", "measure", "statistic", "target", "due_on")
    initial = {name: getattr(found, name) for name in names} if found else {}
    if found and found.target is not None:
        initial["target"] = f"{found.target.normalize():f}"
    measures = Measure.objects.exclude(source="wwc").order_by("name")
    form = CommitmentForm(request.POST or None, measures=measures, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.save_commitment(
                application=record, commitment=found, values=form.values(), actor=request.user, at=request.at
            )
        if form.is_valid():
            return redirect("applications:section", record.reference, "commitments")
    context = {"record": record, "form": form, "goal": found}
    return render(request, "procurement/applications/goal.html", context)
