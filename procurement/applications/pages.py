"""What the pages of an application show, put together from its records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html

from marketplace.products.queries import latest_version, missing_sections
from marketplace.products.tier_names import tier_phrase
from procurement.applicationforms.questions import Question, Section
from procurement.applications.completeness import SectionStanding
from procurement.applications.content import evidence_facts
from procurement.applications.copying import changes_in
from procurement.applications.differences import Difference, differences
from procurement.applications.models import Application, CureRequest, SectionAnswer, SectionVisit
from procurement.applications.parts import Part, address_of, parts
from procurement.applications.queries import evidence_now, open_elsewhere, typed_answers

COUNT_WORDS = ("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten")


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the task list."""

    title: str
    url: str
    kind: str
    words: str
    detail: str = ""


def task_groups(
    application: Application,
    standings: Sequence[SectionStanding],
    *,
    may_write: bool,
    open_in: Mapping[str, str],
    at: datetime,
) -> Iterator[tuple[str, list[Task]]]:
    """The sections under their headings, each with how far it is and who else has it open; a link to each for who may
    write it."""
    by_key = {standing.section.key: standing for standing in standings}
    for title, sections in application.round.definition.groups():
        yield (
            title,
            [_task(application, by_key[section.key], may_write, open_in.get(section.key, "")) for section in sections],
        )
    if parts():
        yield "Beside the form", [part_task(part, application, at=at) for part in parts()]


def part_task(part: Part, application: Application, *, at: datetime) -> Task:
    """The line of a part in the task list."""
    standing = part.standing(application, at)
    missing = standing.missing[0] if standing.missing else ""
    return Task(part.title, address_of(part, application), standing.kind, standing.words, missing)


def parts_shown(application: Application, person: Any, *, at: datetime) -> list[dict[str, Any]]:
    """What a reader of the application sees of each part."""
    shown = ((part, part.shown(application, person, at)) for part in parts() if part.template)
    return [{"template": part.template, "title": part.title} | dict(found) for part, found in shown if found]


def progress_words(standings: Sequence[SectionStanding]) -> str:
    """How far the whole is, in a sentence."""
    done = sum(standing.is_complete for standing in standings)
    count = COUNT_WORDS[done] if done < len(COUNT_WORDS) else str(done)
    total = COUNT_WORDS[len(standings)].lower() if len(standings) < len(COUNT_WORDS) else str(len(standings))
    if done == len(standings):
        return "Every section is complete. Check your answers, then send."
    are = "is" if done <= 1 else "are"
    return f"{count} of {total} sections {are} complete. Leave whenever you like; every answer is kept."


def tier_note(application: Application, *, at: datetime) -> str:
    """That a draft asks for more than its evidence carries now; empty where it does not."""
    if application.state != "draft":
        return ""
    evidence = evidence_now(application, at=at)
    if evidence.carries(application.tier_asked):
        return ""
    asked, carried = (
        tier_phrase(tier, application.round.policy_version_id) for tier in (application.tier_asked, evidence.tier)
    )
    return (
        f"You ask for {asked}; your evidence carries {carried} now. You may send it as it is. A decision gives no more "
        f"than the evidence carries when it is sent."
    )


@dataclass(frozen=True, slots=True)
class Wrong:
    """One answer that needs a change, and the way to it."""

    section: str
    question: str
    words: str
    url: str


def attention(application: Application, standings: Sequence[SectionStanding]) -> list[Wrong]:
    """Every answer that was given and needs a change."""
    found = []
    for standing in standings:
        labels = {question.key: question.label for question in standing.section.questions}
        url = reverse("applications:section", args=[application.reference, standing.section.key])
        for key in standing.wrong:
            words = standing.faults[key]
            found.append(Wrong(standing.section.title, labels[key].lower(), words, f"{url}#id_{key}"))
    return found


def first_open(standings: Sequence[SectionStanding]) -> SectionStanding | None:
    """The section to go on with: what needs attention first, then the first that is not complete."""
    rest = [standing for standing in standings if not standing.is_complete]
    return next((standing for standing in rest if standing.kind == "late"), rest[0] if rest else None)


def answer_rows(application: Application, *, may_change: bool) -> list[dict[str, Any]]:
    """Every section with its answers in words, and the way to change each."""
    typed, sections = typed_answers(application), []
    for section in application.round.definition.asked(typed):
        url = reverse("applications:section", args=[application.reference, section.key]) if may_change else ""
        given = typed.get(section.key, {})
        rows = [_answer_row(question, given.get(question.key), url) for question in section.questions]
        sections.append({"section": section, "rows": rows})
    return sections


def _answer_row(question: Question, typed: Any, url: str) -> tuple[str, str, str]:
    words = question.shown(typed)
    if question.kind == "file" and words:
        words = format_html('<a href="{}">{}</a>', reverse("documents:download", args=[typed["key"]]), words)
    return question.label, words, f"{url}#id_{question.key}" if url else ""


def panel_context(application: Application, section: Section, *, at: datetime) -> dict[str, Any]:
    """What a section's page shows beside its questions."""
    if section.panel == "commitments":
        return {"goals": application.commitments.select_related("measure")}
    version = application.model_version or latest_version(application.model)
    if section.panel == "evidence":
        assessment = evidence_now(application, at=at)
        facts = evidence_facts(application, version, assessment)
        return {"evidence": facts, "evidence_url": _own_page("evidence:list", application)}
    if section.panel == "data":
        return {"elements": version.data_elements.all(), "model_url": _own_page("products:edit", application)}
    if section.panel == "model":
        return {
            "version": version,
            "missing": missing_sections(version),
            "model_url": _own_page("products:edit", application),
        }
    return {}


def _own_page(name: str, application: Application) -> str:
    try:
        return reverse(name, args=[application.model.slug])
    except NoReverseMatch:
        return ""


def _task(application: Application, standing: SectionStanding, may_write: bool, others: str) -> Task:
    section = standing.section
    url = reverse("applications:section", args=[application.reference, section.key]) if may_write else ""
    detail = ""
    if standing.kind == "open":
        detail = f"About {section.minutes} minutes"
    elif standing.notes and standing.kind != "done":
        detail = standing.notes[0]
    said = ". ".join([detail.rstrip("."), f"{others} has it open"]).lstrip(". ") if others else detail
    return Task(section.title, url, standing.kind, standing.words, said)


def open_now(application: Application, *, person: Any, at: datetime) -> dict[str, str]:
    """Who else has which section open now, by section."""
    names: dict[str, list[str]] = {}
    for visit in open_elsewhere(application, person=person, at=at):
        if visit.seen_at > at - SectionVisit.HERE:
            names.setdefault(visit.key, []).append(str(visit.person))
    return {key: " and ".join(found) for key, found in names.items()}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question on the page of its section. ``when`` and ``values`` say on which answer of the same page it hangs;
    ``changes`` what is different in it since the answer was copied."""

    question: Question
    bound: Any
    when: str = ""
    values: str = ""
    changes: tuple[str, ...] = ()


def asked_rows(form: Any, changes: Mapping[str, tuple[str, ...]]) -> list[Asked]:
    """The questions of a section's page, in order."""
    return [_asked_row(form, question, bound, changes.get(question.key, ())) for question, bound in form.asked]


def _asked_row(form: Any, question: Question, bound: Any, changes: tuple[str, ...]) -> Asked:
    condition = question.shown_when
    if condition is None or condition.section != form.section.key:
        return Asked(question, bound, changes=changes)
    return Asked(question, bound, condition.question, " ".join(condition.values), changes)


def changes_since_copied(section: Section, saved: SectionAnswer | None) -> dict[str, tuple[str, ...]]:
    """What is different in each question since the answers were written, while they are to be confirmed."""
    if saved is None or not saved.is_to_confirm or saved.copied_from is None:
        return {}
    before = saved.copied_from.round.definition.section(section.key)
    return {
        question.key: changes_in(before.question(question.key) if before else None, question)
        for question in section.questions
    }


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who has a section open, or had it a moment ago."""

    name: str
    is_here: bool
    instant: datetime


def others_in(application: Application, key: str, *, person: Any, at: datetime) -> list[Colleague]:
    """Who else has the section open now, or lately had."""
    visits = open_elsewhere(application, person=person, at=at).filter(key=key)
    return [_colleague(visit, at) for visit in visits]


def _colleague(visit: SectionVisit, at: datetime) -> Colleague:
    is_here = visit.seen_at > at - SectionVisit.HERE
    return Colleague(str(visit.person), is_here, visit.opened_at if is_here else visit.seen_at)


def changes_since_cure(application: Application, cures: Sequence[CureRequest]) -> list[Difference]:
    """What is different from what had been sent before the last request for what is missing, once it was answered."""
    if not cures or cures[-1].answered_at is None:
        return []
    return differences(cures[-1].text_before, application.canonical_text, application.round.definition)
