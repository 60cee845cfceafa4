"""PURE: a form in words: what each question accepts, and the whole of it on paper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procurement.applicationforms.kinds import FILE_TYPES, KINDS
from procurement.applicationforms.questions import FormDefinition, Question, Section

FILE_MEGABYTES = 20


def limits_of(question: Question) -> list[str]:
    """What a question accepts, a sentence a limit."""
    limits = []
    if question.words_max:
        limits.append(f"Up to {question.words_max} words.")
    if question.unit:
        limits.append(f"In {question.unit}.")
    if question.low is not None or question.high is not None:
        limits.append(_range_words(question))
    if question.not_after:
        limits.append("Not after the day you answer.")
    if question.rows_max:
        limits.append(f"Up to {question.rows_max} rows.")
    if question.accepts:
        named = " or ".join(FILE_TYPES[each][0] for each in question.accepts)
        limits.append(f"{named}, up to {FILE_MEGABYTES} MB.")
    return limits


def in_short(question: Question) -> str:
    """Kind, tiers that need it and limits in a line."""
    needed = ", ".join(each.replace("_", " ") for each in question.required_for)
    return " ".join(
        [f"{KINDS[question.kind]}.", f"Needed for {needed}." if needed else "Optional.", *limits_of(question)]
    )


def paper_of(
    form: FormDefinition, *, title: str, reference: str, tiers: Mapping[str, str], closes: str
) -> dict[str, Any]:
    """The questions as a document, to be read and answered away from the portal. ``tiers`` are their names."""
    sections = [_section(number, section, tiers) for number, section in enumerate(form.sections, start=1)]
    return {
        "title": f"Questions of {title}",
        "reference": reference,
        "facts": [["Closes", closes]],
        "paragraphs": [
            "This is a copy of the questions to read and to work on with colleagues. Answers are taken in the portal "
            "only: copy them in, section by section, and send there.",
        ],
        "sections": sections,
    }


def _section(number: int, section: Section, tiers: Mapping[str, str]) -> dict[str, Any]:
    intro = [section.intro] if section.intro else []
    return {
        "heading": f"{number}. {section.title}",
        "paragraphs": [*intro, f"About {section.minutes} minutes."],
        "clauses": [
            {
                "number": f"{number}.{place}",
                "title": question.label,
                "note": " ".join(_notes(question, tiers)),
                "paragraphs": list(_paragraphs(question)),
            }
            for place, question in enumerate(section.questions, start=1)
        ],
    }


def _notes(question: Question, tiers: Mapping[str, str]) -> list[str]:
    needed = [name for key, name in tiers.items() if key in question.required_for]
    words = f"Needed for {', '.join(needed).lower()}." if needed else "Optional."
    if len(needed) == len(tiers):
        words = "Needed."
    condition = [question.shown_when.words] if question.shown_when else []
    return [f"{KINDS[question.kind]}.", *condition, words, *limits_of(question)]


def _paragraphs(question: Question) -> list[str]:
    choices = [f"☐ {label}" for _, label in question.choices]
    columns = [f"Columns: {'; '.join(column.label for column in question.columns)}."] if question.columns else []
    example = [f"An example: {question.example}"] if question.example else []
    return [*filter(None, [question.help]), *choices, *columns, *example]


def _range_words(question: Question) -> str:
    if question.low is None:
        return f"{question.high} at most."
    return f"{question.low} at least." if question.high is None else f"From {question.low} to {question.high}."
