"""The page on which one section of an application is written, alone or with colleagues."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from marketplace.access.lost_sessions import forget_typed, keeping_what_is_typed, typed_before
from marketplace.access.views import access
from marketplace.clocks.calendar import local_day
from marketplace.lifecycles.errors import Stale
from procurement.applicationforms.questions import Section
from procurement.applications import merging, merging_pages, pages, queries, services
from procurement.applications.links import linked_for
from procurement.applications.models import Application, SectionAnswer
from procurement.applications.permissions import SAVE
from procurement.applications.section_forms import SectionForm, data_of

AUTHORS = ("provider.owner", "provider.author")


@keeping_what_is_typed
@access(SAVE, Application, roles=AUTHORS, visible=queries.whole, reference="reference")
def section(request: HttpRequest, record: Application, key: str) -> HttpResponse:
    """One section. Autosaved where the browser can; saved by its buttons everywhere."""
    typed = queries.typed_answers(record)
    asked = record.round.definition.page(key, typed)
    if asked is None:
        raise Http404("There is no such section.")
    saved = SectionAnswer.objects.filter(application=record, key=key).select_related("saved_by", "copied_from").first()
    if request.method == "POST" and "forget" in request.POST:
        forget_typed(request)
        return redirect(request.path)
    if request.method == "POST":
        return _posted(request, record, form_of(request, record, asked, typed, request.POST, request.FILES), saved)
    services.note_visit(application=record, key=key, actor=request.user, at=request.at)
    before = typed_before(request)
    if before is not None:
        form = form_of(request, record, asked, typed, before)
        form.is_valid()
        form.show_faults(only_typed=True)
        return _page(request, record, form, saved, is_from_before=True)
    return _page(request, record, _opened(request, record, asked, typed, saved), saved)


@keeping_what_is_typed
@access(SAVE, Application, roles=AUTHORS, visible=queries.whole, reference="reference")
def presence(request: HttpRequest, record: Application, key: str) -> HttpResponse:
    """Who else has the section open; asking says that one has it open oneself."""
    if record.round.definition.section(key) is None:
        raise Http404("There is no such section.")
    services.note_visit(application=record, key=key, actor=request.user, at=request.at)
    context = _others(request, record, key)
    return render(request, "procurement/applications/_presence.html", context)


def form_of(
    request: HttpRequest, record: Application, asked: Section, typed: Any, data: Any, files: Any = None
) -> SectionForm:
    """The bound form of a section."""
    return SectionForm(
        data,
        files,
        section=asked,
        definition=record.round.definition,
        others=typed,
        tier=record.tier_asked,
        today=_today(request, record),
        linked=linked_for(record, asked),
    )


def _opened(request: HttpRequest, record: Application, asked: Section, typed: Any, saved: Any) -> SectionForm:
    """What is kept, with what is wrong beside each; what is only missing stays quiet."""
    answers = saved.answers if saved else {}
    data = QueryDict(mutable=True)
    start = {"edition": saved.edition if saved else 0, "seen": merging.marks(asked, answers)}
    for name, value in {**start, **data_of(asked, answers)}.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    form = form_of(request, record, asked, typed, data)
    form.is_valid()
    form.show_faults(only_typed=True)
    return form


def _today(request: HttpRequest, record: Application) -> date:
    return local_day(request.at, record.round.zone)


def _posted(request: HttpRequest, record: Application, form: SectionForm, saved: Any) -> HttpResponse:
    if not form.is_valid():
        return _page(request, record, form, saved)
    if request.htmx:
        return _autosaved(request, record, form)
    answers = _with_files(request, record, form)
    if answers is None:
        return _page(request, record, form, saved)
    if "merge" in request.POST:
        return merging_pages.chosen(request, record, form, answers)
    row = stale = None
    with form.catching():
        try:
            row = _saved(request, record, form, answers)
        except Stale as refusal:
            stale = refusal
    if stale:
        return merging_pages.choose(request, record, form.section, answers, seen=form.cleaned_data["seen"])
    if not form.is_valid():
        return _page(request, record, form, saved)
    forget_typed(request)
    if "leave" not in request.POST and form.show_faults(only_typed=True):
        form.data = form.data.copy()
        form.data["edition"] = row.edition
        form.data["seen"] = merging.marks(form.section, row.answers)
        return _page(request, record, form, row)
    services.end_visit(application=record, key=form.section.key, actor=request.user)
    if "leave" in request.POST:
        return redirect("applications:tasks", record.reference)
    return _after(record, form.section)


def _saved(request: HttpRequest, record: Application, form: SectionForm, answers: Any) -> SectionAnswer:
    return services.save_section(
        application=record,
        key=form.section.key,
        answers=answers,
        edition=form.cleaned_data["edition"],
        actor=request.user,
        at=request.at,
        confirms="confirm" in request.POST,
    )


def _autosaved(request: HttpRequest, record: Application, form: SectionForm) -> HttpResponse:
    kept = None
    with form.catching():
        kept = services.autosave_section(
            application=record,
            key=form.section.key,
            answers=form.typed_in_words(),
            seen=form.cleaned_data["seen"],
            actor=request.user,
            at=request.at,
        )
    services.note_visit(application=record, key=form.section.key, actor=request.user, at=request.at)
    is_same = kept is not None and not kept.theirs
    edition = kept.row.edition if is_same else form.cleaned_data["edition"]
    context = {"kept": kept, "form": form, "edition": edition, "by": kept.row.saved_by if kept else None}
    return render(request, "procurement/applications/_kept.html", context)


def _with_files(request: HttpRequest, record: Application, form: SectionForm) -> dict[str, Any] | None:
    """The typed answers with every upload kept; None where one was refused, which the form says beside it."""
    answers = form.typed()
    for question, upload in form.uploads().items():
        with form.catching():
            answers[question] = services.attach_file(
                application=record,
                key=form.section.key,
                question=question,
                upload=upload,
                actor=request.user,
                at=request.at,
            )
            form.hold(question, answers[question])
    return answers if form.is_valid() else None


def _after(record: Application, current: Section) -> HttpResponse:
    if record.state == "cure_requested":
        return redirect("applications:cure", record.reference)
    keys = [each.key for each in record.round.definition.sections]
    position = keys.index(current.key) + 1
    if position < len(keys):
        return redirect("applications:section", record.reference, keys[position])
    return redirect("applications:tasks", record.reference)


def _others(request: HttpRequest, record: Application, key: str) -> dict[str, Any]:
    return {"others": pages.others_in(record, key, person=request.user, at=request.at), "zone": record.round.zone}


def _page(
    request: HttpRequest, record: Application, form: SectionForm, saved: Any, *, is_from_before: bool = False
) -> HttpResponse:
    sections = record.round.definition.sections
    keys = [each.key for each in sections]
    is_to_confirm = saved is not None and saved.is_to_confirm
    context = {
        "record": record,
        "section": form.section,
        "form": form,
        "asked": pages.asked_rows(form, pages.changes_since_copied(form.section, saved)),
        "number": keys.index(form.section.key) + 1,
        "count": len(sections),
        "saved": saved,
        "is_to_confirm": is_to_confirm,
        "is_from_before": is_from_before,
        "file_names": ",".join(question.key for question in form.section.questions if question.kind == "file"),
    }
    context |= _others(request, record, form.section.key)
    context |= pages.panel_context(record, form.section, at=request.at)
    return render(request, "procurement/applications/section.html", context)
