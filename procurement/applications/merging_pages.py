"""The page on which somebody chooses whose words stand, after a colleague saved the same section."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketplace.access.lost_sessions import forget_typed
from marketplace.lifecycles.errors import Stale
from procurement.applicationforms.questions import Section
from procurement.applications import merging, services
from procurement.applications.models import Application, SectionAnswer
from procurement.applications.section_forms import SectionForm, data_of

CHOICE = "choice-"
ALL_MINE, ALL_THEIRS = "mine", "theirs"


def choose(
    request: HttpRequest,
    record: Application,
    section: Section,
    answers: Mapping[str, Any],
    *,
    seen: str,
    choices: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Each answer that differs, theirs beside mine; all that I typed goes along, so that nothing is lost."""
    kept = _kept(record, section)
    found = merging.disputes(section, seen=seen, mine=answers, theirs=kept.answers)
    chosen = choices or {}
    rows = [(each, chosen.get(each.question.key, each.preset)) for each in found]
    context = {
        "record": record,
        "section": section,
        "kept": kept,
        "by": "You, in another window," if kept.saved_by_id == request.user.pk else str(kept.saved_by),
        "rows": [
            {
                "key": each.question.key,
                "label": each.question.label,
                "mine": each.question.shown(each.mine),
                "theirs": each.question.shown(each.theirs),
                "can_join": each.can_join,
                "chosen": choice,
                "is_open": choices is not None and not choice,
            }
            for each, choice in rows
        ],
        "typed": list(_hidden(section, answers)),
        "seen": seen,
        "is_refused": choices is not None,
        "confirms": "confirm" in request.POST,
    }
    return render(request, "procurement/applications/merge.html", context, status=409)


def chosen(request: HttpRequest, record: Application, form: SectionForm, answers: Mapping[str, Any]) -> HttpResponse:
    """Save what was chosen; the page again where a choice is open, or where a colleague saved once more."""
    section, seen = form.section, form.cleaned_data["seen"]
    kept = _kept(record, section)
    found = merging.disputes(section, seen=seen, mine=answers, theirs=kept.answers)
    choices = _choices(request, found)
    is_newer = form.cleaned_data["edition"] != kept.edition
    if is_newer or any(not choice for choice in choices.values()):
        return choose(request, record, section, answers, seen=seen, choices=choices)
    together = merging.merged(section, mine=answers, theirs=kept.answers, choices=choices)
    try:
        services.save_section(
            application=record,
            key=section.key,
            answers=together,
            edition=kept.edition,
            actor=request.user,
            at=request.at,
            confirms="confirm" in request.POST,
        )
    except Stale:
        return choose(request, record, section, answers, seen=seen, choices=choices)
    forget_typed(request)
    messages.success(request, "Saved as you chose. Read the section once more.")
    return redirect("applications:section", record.reference, section.key)


def _kept(record: Application, section: Section) -> SectionAnswer:
    return SectionAnswer.objects.select_related("saved_by").get(application=record, key=section.key)


def _choices(request: HttpRequest, found: tuple[merging.Dispute, ...]) -> dict[str, str]:
    all_of = request.POST["merge"]
    if all_of in (ALL_MINE, ALL_THEIRS):
        return {each.question.key: all_of for each in found}
    return {each.question.key: _choice(request, each) for each in found}


def _choice(request: HttpRequest, dispute: merging.Dispute) -> str:
    given = request.POST.get(f"{CHOICE}{dispute.question.key}", "")
    offered = (merging.MINE, merging.THEIRS, *((merging.BOTH,) if dispute.can_join else ()))
    return given if given in offered else ""


def _hidden(section: Section, answers: Mapping[str, Any]) -> Any:
    for name, value in data_of(section, answers).items():
        for each in value if isinstance(value, list) else [value]:
            yield name, "on" if each is True else each
