"""PURE: answers of an earlier application in a later form: what can be carried over, and what changed in a question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procurement.applicationforms.kinds import KINDS, is_blank
from procurement.applicationforms.questions import Answers, FormDefinition, Question, Section
from procurement.applicationforms.wording import limits_of

NEW = "This question is new."


@dataclass(frozen=True, slots=True)
class Carried:
    """A section of an earlier application as far as it fits: its answers, how many there are, what is different."""

    answers: Mapping[str, Any]
    count: int
    changed: int
    new: int
    left: tuple[str, ...]

    @property
    def words(self) -> str:
        """In a line what copying brings."""
        parts = [_counted(self.count, "answer")]
        if self.changed:
            parts.append(f"{_counted(self.changed, 'question')} changed since")
        if self.new:
            parts.append(f"{_counted(self.new, 'question')} new")
        if self.left:
            parts.append(f"not copied: {'; '.join(self.left)}")
        return ", ".join(parts)


def offers(before: FormDefinition, answers: Answers, now: FormDefinition) -> dict[str, Carried]:
    """Every section of the form now that an earlier application answered, with what of it goes over."""
    found = {}
    for section in now.sections:
        old, typed = before.section(section.key), answers.get(section.key, {})
        if old is not None and (old.is_begun(typed) or section.panel == "commitments"):
            found[section.key] = carried(old, typed, section)
    return found


def carried(before: Section, answers: Mapping[str, Any], now: Section) -> Carried:
    """What of a section’s answers goes over into the section as it is asked now. Confirmations are given anew, and an
    answer whose question is of another kind now, or that is offered no more, stays behind."""
    kept, left, changed, new = {}, [], 0, 0
    for question in now.questions:
        old = before.question(question.key)
        typed = answers.get(question.key)
        new += old is None
        changed += old is not None and bool(changes_in(old, question))
        fitting = _fitting(old, question, typed)
        if not is_blank(fitting):
            kept[question.key] = fitting
        elif not is_blank(typed) and question.kind != "attestation":
            left.append(question.label)
    gone = [old for old in before.questions if now.question(old.key) is None]
    left += [old.label for old in gone if not is_blank(answers.get(old.key))]
    return Carried(kept, len(kept), changed, new, tuple(left))


def _fitting(old: Question | None, now: Question, typed: Any) -> Any:
    if old is None or old.kind != now.kind or now.kind == "attestation":
        return None
    offered = {value for value, _ in now.choices}
    if now.kind == "choice":
        return typed if typed in offered else None
    if now.kind == "choices":
        return [value for value in typed or () if value in offered]
    if now.kind == "table":
        return typed if [each.key for each in old.columns] == [each.key for each in now.columns] else None
    if now.kind == "record":
        return typed if old.record == now.record else None
    return typed


def changes_in(old: Question | None, now: Question) -> tuple[str, ...]:
    """What is different in a question since it was answered, a sentence a change."""
    if old is None:
        return (NEW,)
    found = [
        _change("It asked", old.label, now.label),
        _change("Its help said", old.help, now.help),
        _change("Its example was", old.example, now.example),
        _change("It took", KINDS[old.kind].lower(), KINDS[now.kind].lower()),
        _change("It was limited", " ".join(limits_of(old)), " ".join(limits_of(now))),
        _change("Its answers were", _choice_words(old), _choice_words(now)),
        _change("Needed for", _tier_words(old), _tier_words(now)),
        _change(
            "Asked", old.shown_when.words if old.shown_when else "", now.shown_when.words if now.shown_when else ""
        ),
    ]
    return tuple(filter(None, found))


def _change(before: str, old: str, now: str) -> str:
    if old == now:
        return ""
    return f"{before}: “{old}”." if old else f"{before}: nothing. Now: “{now}”."


def _choice_words(question: Question) -> str:
    labels = [label for _, label in question.choices] or [column.label for column in question.columns]
    return "; ".join(labels)


def _tier_words(question: Question) -> str:
    return ", ".join(each.replace("_", " ") for each in question.required_for)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
