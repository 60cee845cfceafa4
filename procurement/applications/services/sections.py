"""Writing one section, alone or with colleagues: save, autosave, files, and who has it open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.documents.services import store_upload
from marketplace.lifecycles.errors import Refused, Stale
from marketplace.lifecycles.services import service
from procurement.applicationforms.kinds import FILE_TYPES, TYPED_MAX_CHARACTERS, without_controls
from procurement.applicationforms.questions import Section
from procurement.applications import merging
from procurement.applications.links import linked_for, settled
from procurement.applications.models import Application, SectionAnswer, SectionVisit
from procurement.applications.permissions import SAVE
from procurement.applications.services.drafting import noted, writable

VISIT_NOTED_EVERY = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Autosaved:
    """What an autosave came to: the row; the questions in which the page shows other words than are kept now; those of
    them that both sides changed, in which what is on the page is not kept; the marks that the page goes on from."""

    row: SectionAnswer
    theirs: tuple[str, ...]
    disputed: tuple[str, ...]
    seen: str


@service
def save_section(
    *,
    application: Application,
    key: str,
    answers: Mapping[str, Any],
    edition: int,
    actor: Any,
    at: datetime,
    confirms: bool = False,
) -> SectionAnswer:
    """Keep a section's answers as typed, complete or not. Unchanged ones make no new edition; a question that is not in
    ``answers`` keeps what stands there. ``confirms`` says that answers that were copied have been read again.

    Raises Stale, saying who changed what, where somebody saved since ``edition``; ValidationError for an answer that
    is too long to keep.
    """
    application, section, row = _opened(application, key, actor, at)
    typed = _kept(application, section, answers, row)
    if row and row.answers == typed:
        return _confirmed(row, confirms, actor, at)
    if row and edition != row.edition:
        raise Stale(_what_changed(section, row, typed))
    row = _written(application, key, row, typed, actor, at)
    return _confirmed(row, confirms, actor, at)


@service
def autosave_section(
    *, application: Application, key: str, answers: Mapping[str, Any], seen: str, actor: Any, at: datetime
) -> Autosaved:
    """Keep what is typed without a press of a button. What a colleague changed meanwhile stands; what both changed
    stays as the colleague has it, and is named. ``seen`` are the marks of the answers the page began from."""
    application, section, row = _opened(application, key, actor, at)
    theirs = row.answers if row else {}
    typed = _kept(application, section, answers, row)
    found = merging.disputes(section, seen=seen, mine=typed, theirs=theirs)
    choices = {each.question.key: each.preset or merging.THEIRS for each in found}
    together = merging.merged(section, mine=typed, theirs=theirs, choices=choices)
    if row is None or any(choice == merging.MINE for choice in choices.values()):
        row = _written(application, key, row, together, actor, at)
    disputed = frozenset(each.question.key for each in found if not each.preset)
    return Autosaved(
        row,
        tuple(each.question.label for each in found if each.preset != merging.MINE),
        tuple(each.question.label for each in found if not each.preset),
        merging.marks_after(section, seen=seen, mine=typed, disputed=disputed),
    )


@service
def attach_file(
    *, application: Application, key: str, question: str, upload: Any, actor: Any, at: datetime
) -> dict[str, str]:
    """Keep a file for a question, and give the answer that names it. It counts once the section is saved.

    Raises ValidationError on the question for a file of another kind, too large, or with something harmful inside.
    """
    application, section, _ = _opened(application, key, actor, at)
    asked = section.question(question)
    if asked is None or asked.kind != "file":
        raise Refused("This section asks for no such file.")
    accepted = tuple(FILE_TYPES[each][1] for each in asked.accepts)
    stored = store_upload(
        upload=upload,
        subject=application,
        organization=application.provider,
        actor=actor,
        at=at,
        field=question,
        accepted=accepted,
    )
    return {"key": str(stored.token), "label": stored.name}


@service
def note_visit(*, application: Application, key: str, actor: Any, at: datetime) -> None:
    """Remember that somebody has a section open now."""
    SAVE.check(actor, application)
    visit, is_new = SectionVisit.objects.get_or_create(
        application=application, key=key, person=actor, defaults={"seen_at": at, "opened_at": at}
    )
    if not is_new and visit.seen_at < at - VISIT_NOTED_EVERY:
        was_away = visit.seen_at < at - SectionVisit.HERE
        changed = {"seen_at": at} | ({"opened_at": at} if was_away else {})
        SectionVisit.objects.filter(pk=visit.pk).update(**changed)


@service
def end_visit(*, application: Application, key: str, actor: Any) -> None:
    """Forget that somebody has a section open."""
    SAVE.check(actor, application)
    SectionVisit.objects.filter(application=application, key=key, person=actor).delete()


def _opened(
    application: Application, key: str, actor: Any, at: datetime
) -> tuple[Application, Section, SectionAnswer | None]:
    """The locked application, the section and what is kept of it."""
    application = writable(application, key, actor, at)
    section = application.round.definition.section(key)
    if section is None:
        raise Refused("This application has no such section.")
    return application, section, application.answers.select_for_update().filter(key=key).first()


def _kept(
    application: Application, section: Section, answers: Mapping[str, Any], row: SectionAnswer | None
) -> dict[str, Any]:
    before = row.answers if row else {}
    given = settled(section, answers, linked_for(application, section))
    kept, faults = {}, {}
    for question in section.questions:
        typed = without_controls(given[question.key]) if question.key in given else before.get(question.key)
        if isinstance(typed, str) and len(typed) > TYPED_MAX_CHARACTERS:
            faults[question.key] = f"Use {TYPED_MAX_CHARACTERS:,} characters or fewer."
        kept[question.key] = list(typed) if isinstance(typed, (list, tuple)) else typed
    if faults:
        raise ValidationError(faults)
    return kept


def _written(
    application: Application,
    key: str,
    row: SectionAnswer | None,
    typed: dict[str, Any],
    actor: Any,
    at: datetime,
) -> SectionAnswer:
    row = row or SectionAnswer(application=application, key=key)
    row.answers, row.edition, row.saved_by, row.saved_at = typed, row.edition + 1, actor, at
    row.save()
    noted("application.section_saved", application, actor, at, {"section": key, "edition": row.edition})
    return row


def _confirmed(row: SectionAnswer, confirms: bool, actor: Any, at: datetime) -> SectionAnswer:
    if confirms and row.is_to_confirm:
        row.confirmed_at, row.confirmed_by = at, actor
        row.save(update_fields=["confirmed_at", "confirmed_by"])
        noted("application.section_confirmed", row.application, actor, at, {"section": row.key})
    return row


def _what_changed(section: Section, row: SectionAnswer, typed: Mapping[str, Any]) -> str:
    kept = row.answers
    changed = [question.label for question in section.questions if kept.get(question.key) != typed.get(question.key)]
    return (
        f"{row.saved_by} saved this section while you had it open. Different from yours: "
        f"{'; '.join(changed)}. Your text is still here: choose whose words stand, then save."
    )
