"""PURE: an application form as data: sections of questions, what each accepts, and what is still missing.

Answers are kept as they were typed, so that nothing is lost; ``fault`` says what is wrong with one, and
``cleaned`` gives the value that is frozen when the application is sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from marketplace.clocks.words import day_words

KINDS = ("text", "number", "money", "choice", "choices", "date", "attestation")
PANELS = ("", "model", "evidence", "data", "commitments")
TYPED_MAX_CHARACTERS = 20_000
DATE_EARLIEST = date(1990, 1, 1)
MONEY_MAX_CENTS = 10**12
TODAY = "today"


class FormError(ValueError):
    """A form definition that makes no sense; the message says where."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question: its kind, its words and what it accepts. ``required_for`` lists tiers."""

    key: str
    kind: str
    label: str
    help: str = ""
    words_max: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required_for: tuple[str, ...] = ()
    not_after: str = ""

    def is_required(self, tier: str) -> bool:
        """Whether an application for this tier must answer."""
        return tier in self.required_for

    def fault(self, typed: Any, tier: str, *, today: date) -> str:
        """What is wrong with an answer on a day and what would be accepted; empty when it is fine."""
        if _is_blank(typed):
            return _MISSING[self.kind] if self.is_required(tier) else ""
        return _FAULTS[self.kind](self, typed) or self._fault_of_bound(typed, today)

    def _fault_of_bound(self, typed: Any, today: date) -> str:
        if self.not_after != TODAY or _parsed_day(typed) <= today:
            return ""
        return f"You entered {day_words(_parsed_day(typed))}, which lies ahead. Enter a day up to {day_words(today)}."

    def cleaned(self, typed: Any) -> Any:
        """The value of a faultless answer: text, a decimal string, whole cents, a day, a list or True; else None."""
        return None if _is_blank(typed) else _CLEANERS[self.kind](self, typed)

    def shown(self, typed: Any) -> str:
        """An answer in words, as it was typed where it does not parse."""
        if _is_blank(typed):
            return ""
        labels = dict(self.choices)
        if self.kind == "choice":
            return labels.get(typed, str(typed))
        if self.kind == "choices":
            return ", ".join(labels.get(value, str(value)) for value in typed)
        if self.kind == "attestation":
            return "Yes"
        return f"{_in_words(self.kind, typed)} {self.unit}".strip()


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

    def faults(self, answers: Mapping[str, Any], tier: str, *, today: date) -> dict[str, str]:
        """What is wrong or missing on a day, by question."""
        found = {
            question.key: question.fault(answers.get(question.key), tier, today=today) for question in self.questions
        }
        return {key: words for key, words in found.items() if words}

    def is_begun(self, answers: Mapping[str, Any]) -> bool:
        """Whether anything has been typed."""
        return any(not _is_blank(answers.get(question.key)) for question in self.questions)

    def cleaned(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Every answer's value, None where there is none."""
        return {question.key: question.cleaned(answers.get(question.key)) for question in self.questions}


@dataclass(frozen=True, slots=True)
class FormDefinition:
    """The whole form, in order."""

    sections: tuple[Section, ...]

    @classmethod
    def from_json(cls, raw: Any) -> FormDefinition:
        """Read a definition. Raises FormError naming the place that makes no sense."""
        sections = tuple(_section(item) for item in _items(raw, "sections", "the form"))
        _need(bool(sections), "The form has no sections.")
        _unique([section.key for section in sections], "sections")
        return cls(sections)

    def section(self, key: str) -> Section | None:
        """The section of that key, or None."""
        return next((section for section in self.sections if section.key == key), None)

    def groups(self) -> Iterator[tuple[str, tuple[Section, ...]]]:
        """The sections under their group headings, in order."""
        for title in dict.fromkeys(section.group for section in self.sections):
            yield title, tuple(section for section in self.sections if section.group == title)


def _is_blank(typed: Any) -> bool:
    return typed in (None, "", [], False) or (isinstance(typed, str) and not typed.strip())


_MISSING = {
    "text": "Write an answer.",
    "number": "Enter a number.",
    "money": "Enter an amount in dollars.",
    "choice": "Choose one.",
    "choices": "Choose at least one.",
    "date": "Enter a date.",
    "attestation": "Tick this to confirm it.",
}


def _text_fault(question: Question, typed: Any) -> str:
    count = len(str(typed).split())
    if question.words_max and count > question.words_max:
        return f"You wrote {count:,} words. Use {question.words_max:,} or fewer."
    if len(str(typed)) > TYPED_MAX_CHARACTERS:
        return f"Use {TYPED_MAX_CHARACTERS:,} characters or fewer."
    return ""


def _parsed_number(typed: Any) -> Decimal | None:
    try:
        value = Decimal(str(typed).strip().replace(",", "").removeprefix("$").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < 10**15 else None


def _number_fault(question: Question, typed: Any) -> str:
    value, low, high = _parsed_number(typed), question.low, question.high
    if value is None:
        return f"You entered “{str(typed)[:40]}”. Enter a number, such as 120."
    if low is not None and value < low:
        return f"You entered {value}. Enter {low} or more."
    if high is not None and value > high:
        return f"You entered {value}. Enter {high} or less."
    return ""


def _money_fault(question: Question, typed: Any) -> str:
    value = _parsed_number(typed)
    if value is None or value != value.quantize(Decimal("0.01")):
        return f"You entered “{str(typed)[:40]}”. Enter dollars and cents, such as 1250 or 1250.50."
    return "" if 0 <= value * 100 <= MONEY_MAX_CENTS else "Enter an amount of zero or more."


def _choice_fault(question: Question, typed: Any) -> str:
    return "" if typed in dict(question.choices) else "Choose one of those listed."


def _choices_fault(question: Question, typed: Any) -> str:
    is_list = isinstance(typed, Sequence) and not isinstance(typed, str)
    return "" if is_list and set(typed) <= set(dict(question.choices)) else "Choose among those listed."


def _parsed_day(typed: Any) -> date | None:
    try:
        return date.fromisoformat(str(typed).strip())
    except ValueError:
        return None


def _date_fault(question: Question, typed: Any) -> str:
    day = _parsed_day(typed)
    if day is None:
        return f"You entered “{str(typed)[:40]}”. Enter a date as year-month-day, such as 2027-03-04."
    return "" if day >= DATE_EARLIEST else f"Enter a date after {DATE_EARLIEST.year}."


def _in_words(kind: str, typed: Any) -> str:
    """A day, an amount or a number as people write it; what does not parse stays as it was typed."""
    if kind == "date":
        day = _parsed_day(typed)
        return day_words(day) if day else str(typed)
    number = _parsed_number(typed) if kind in ("number", "money") else None
    if number is None:
        return str(typed)
    if kind == "number":
        return f"{number:,f}"
    return f"${number:,.2f}".removesuffix(".00")


_FAULTS = {
    "text": _text_fault,
    "number": _number_fault,
    "money": _money_fault,
    "choice": _choice_fault,
    "choices": _choices_fault,
    "date": _date_fault,
    "attestation": lambda question, typed: "" if typed is True else "Tick this to confirm it.",
}
_CLEANERS = {
    "text": lambda question, typed: str(typed).strip(),
    "number": lambda question, typed: format(_parsed_number(typed), "f"),
    "money": lambda question, typed: int(_parsed_number(typed) * 100),
    "choice": lambda question, typed: typed,
    "choices": lambda question, typed: [value for value, _ in question.choices if value in typed],
    "date": lambda question, typed: _parsed_day(typed).isoformat(),
    "attestation": lambda question, typed: True,
}


def _section(raw: Any) -> Section:
    key = _word(raw, "key", "a section")
    panel = raw.get("panel", "")
    _need(panel in PANELS, f"{key}: there is no panel “{panel}”.")
    questions = tuple(_question(item, key) for item in _items(raw, "questions", key))
    _unique([question.key for question in questions], key)
    return Section(
        key=key,
        title=_word(raw, "title", key),
        group=_word(raw, "group", key),
        minutes=int(raw.get("minutes", 10)),
        intro=raw.get("intro", ""),
        panel=panel,
        criteria=tuple(raw.get("criteria", ())),
        questions=questions,
    )


def _question(raw: Any, where: str) -> Question:
    key = _word(raw, "key", where)
    here = f"{where}.{key}"
    kind = raw.get("kind")
    _need(kind in KINDS, f"{here}: there is no kind “{kind}”.")
    choices = tuple((str(value), str(label)) for value, label in raw.get("choices", ()))
    _need(bool(choices) == (kind in ("choice", "choices")), f"{here}: choices go with a choice, and only there.")
    not_after = raw.get("not_after", "")
    _need(not_after in ("", TODAY), f"{here}: a date is not after “{TODAY}”, or has no such bound.")
    _need(kind == "date" or not not_after, f"{here}: not_after goes with a date, and only there.")
    return Question(
        key=key,
        kind=kind,
        label=_word(raw, "label", here),
        help=raw.get("help", ""),
        words_max=raw.get("words_max"),
        low=_bound(raw.get("low")),
        high=_bound(raw.get("high")),
        unit=raw.get("unit", ""),
        choices=choices,
        required_for=tuple(raw.get("required_for", ())),
        not_after=not_after,
    )


def _bound(raw: Any) -> Decimal | None:
    return None if raw is None else Decimal(str(raw))


def _items(raw: Any, name: str, where: str) -> Sequence[Any]:
    items = raw.get(name) if isinstance(raw, Mapping) else None
    _need(isinstance(items, Sequence) and not isinstance(items, str), f"{where}: give a list of {name}.")
    return items


def _word(raw: Any, name: str, where: str) -> str:
    value = raw.get(name) if isinstance(raw, Mapping) else None
    _need(isinstance(value, str) and bool(value.strip()), f"{where}: {name} is missing.")
    return value


def _unique(keys: list[str], where: str) -> None:
    _need(len(set(keys)) == len(keys), f"{where}: each key is used once.")


def _need(is_met: bool, words: str) -> None:
    if not is_met:
        raise FormError(words)
