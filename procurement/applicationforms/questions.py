"""PURE: an application form as data: sections of questions, which are asked, and what is still missing.

Answers are kept as they were typed, so that nothing is lost; ``fault`` says what is wrong with one, and
``cleaned`` gives the value that is frozen when the application is sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from marketplace.lifecycles.typed import dollars_typed
from procurement.applicationforms.kinds import MISSING, Column, fault_of, is_blank, value_of, words_of

PANELS = ("", "model", "evidence", "data", "commitments")
YES = "yes"
Answers = Mapping[str, Mapping[str, Any]]


class FormError(ValueError):
    """A form definition that makes no sense; the message says where, ``place`` too: section, question, part."""

    def __init__(self, words: str, *place: str) -> None:
        super().__init__(words)
        self.place = place


@dataclass(frozen=True, slots=True)
class Condition:
    """A question is asked only where an earlier one was answered with one of ``values``. ``words`` say so."""

    section: str
    question: str
    values: tuple[str, ...]
    words: str

    def holds(self, typed: Any) -> bool:
        """Whether the earlier question's answer is one of those named."""
        if typed is True:
            return YES in self.values
        given = typed if isinstance(typed, list) else [typed]
        return any(value in self.values for value in given)


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its kind, its words and what it accepts. ``required_for`` lists tiers."""

    key: str
    kind: str
    label: str
    help: str = ""
    example: str = ""
    words_max: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required_for: tuple[str, ...] = ()
    not_after: str = ""
    columns: tuple[Column, ...] = ()
    rows_max: int | None = None
    accepts: tuple[str, ...] = ()
    record: str = ""
    shown_when: Condition | None = None

    def is_required(self, tier: str) -> bool:
        """Whether an application for this tier must answer."""
        return tier in self.required_for

    def fault(self, typed: Any, tier: str, *, today: date) -> str:
        """What is wrong with an answer on a day and what would be accepted; empty when it is fine."""
        if is_blank(typed):
            return MISSING[self.kind] if self.is_required(tier) else ""
        return fault_of(self, typed, today=today)

    def cleaned(self, typed: Any) -> Any:
        """The value of a faultless answer: text, a decimal string, whole cents, a day, a list, rows, the file or record
        as ``key`` and ``label``, or True; else None."""
        return None if is_blank(typed) else value_of(self, typed)

    def shown(self, typed: Any) -> str:
        """An answer in words, as it was typed where it does not parse."""
        return "" if is_blank(typed) else words_of(self, typed)

    def shown_frozen(self, value: Any) -> str:
        """The same of an answer's value; of money, also in a table, that is cents."""
        if self.kind == "table" and value:
            money = [column.key for column in self.columns if column.kind == "money"]
            return self.shown([row | {key: dollars_typed(row[key]) for key in money} for row in value])
        return self.shown(dollars_typed(value) if self.kind == "money" and value is not None else value)


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form. ``panel`` names what the page shows beside the questions, ``criteria`` who reads it."""

    key: str
    title: str
    group: str
    minutes: int
    intro: str
    panel: str
    criteria: tuple[str, ...]
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question | None:
        """The question of that key, or None."""
        return next((question for question in self.questions if question.key == key), None)

    def faults(self, answers: Mapping[str, Any], tier: str, *, today: date) -> dict[str, str]:
        """What is wrong or missing on a day, by question."""
        found = {
            question.key: question.fault(answers.get(question.key), tier, today=today) for question in self.questions
        }
        return {key: words for key, words in found.items() if words}

    def is_begun(self, answers: Mapping[str, Any]) -> bool:
        """Whether anything has been typed."""
        return any(not is_blank(answers.get(question.key)) for question in self.questions)

    def cleaned(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Every answer's value, None where there is none."""
        return {question.key: question.cleaned(answers.get(question.key)) for question in self.questions}


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """The whole form, in order. Its sections hold every question; ``asked`` those that the answers so far call for."""

    sections: tuple[Section, ...]

    def section(self, key: str) -> Section | None:
        """The section of that key, or None."""
        return next((section for section in self.sections if section.key == key), None)

    def groups(self) -> Iterator[tuple[str, tuple[Section, ...]]]:
        """The sections under their group headings, in order."""
        for title in dict.fromkeys(section.group for section in self.sections):
            yield title, tuple(section for section in self.sections if section.group == title)

    def asked(self, answers: Answers) -> tuple[Section, ...]:
        """Every section with only the questions whose condition holds. What stands in others is kept, not judged."""
        hidden = self._hidden(answers, open_section="")
        return tuple(_without(section, hidden) for section in self.sections)

    def asked_in(self, key: str, answers: Answers) -> Section | None:
        """One section with only the questions whose condition holds."""
        return next((section for section in self.asked(answers) if section.key == key), None)

    def page(self, key: str, answers: Answers) -> Section | None:
        """One section as its page shows it: conditions on answers of other sections are decided, those on the page's
        own answers stay open, since they may change there."""
        section = self.section(key)
        return section and _without(section, self._hidden(answers, open_section=key))

    def _hidden(self, answers: Answers, *, open_section: str) -> set[tuple[str, str]]:
        hidden: set[tuple[str, str]] = set()
        for section in self.sections:
            for question in section.questions:
                condition = question.shown_when
                if condition and not _is_met(
                    condition, answers, hidden, is_open=condition.section == section.key == open_section
                ):
                    hidden.add((section.key, question.key))
        return hidden


def _is_met(condition: Condition, answers: Answers, hidden: set[tuple[str, str]], *, is_open: bool) -> bool:
    if (condition.section, condition.question) in hidden:
        return False
    return is_open or condition.holds(answers.get(condition.section, {}).get(condition.question))


def _without(section: Section, hidden: set[tuple[str, str]]) -> Section:
    kept = tuple(question for question in section.questions if (section.key, question.key) not in hidden)
    return section if len(kept) == len(section.questions) else replace(section, questions=kept)
