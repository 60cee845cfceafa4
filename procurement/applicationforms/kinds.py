"""PURE: the kinds of questions: what is wrong with an answer of each, its value, and its words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from marketplace.clocks.words import day_words
from marketplace.lifecycles.typed import too_long, typed_number
from marketplace.numbers import NotANumber

KINDS = {
    "text": "Text",
    "number": "Number",
    "money": "Amount of money",
    "choice": "One of several",
    "choices": "Some of several",
    "date": "Date",
    "table": "Table",
    "file": "File",
    "record": "Record of the portal",
    "attestation": "Confirmation",
}
CELL_KINDS = ("text", "number", "money", "date")
RECORDS = {"study": "A study of the model", "measure": "A measure of the registry", "model": "A model of the provider"}
FILE_TYPES = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": ("CSV", "text/csv"),
    "png": ("PNG", "image/png"),
    "jpg": ("JPEG", "image/jpeg"),
}
TYPED_MAX_CHARACTERS = 20_000
CELL_MAX_CHARACTERS = 500
ROWS_MAX = 50
DATE_EARLIEST = date(1990, 1, 1)
MONEY_MAX_CENTS = 10**12
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
TODAY = "today"
MISSING = {
    "text": "Write an answer.",
    "number": "Enter a number.",
    "money": "Enter an amount in dollars.",
    "choice": "Choose one.",
    "choices": "Choose at least one.",
    "date": "Enter a date.",
    "table": "Fill in at least one row.",
    "file": "Upload a file.",
    "record": "Choose one.",
    "attestation": "Tick this to confirm it.",
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. A row that is begun fills every column."""

    key: str
    label: str
    kind: str = "text"


def is_blank(typed: Any) -> bool:
    """Whether nothing is answered."""
    if isinstance(typed, list):
        return all(is_blank(each) for each in typed)
    if isinstance(typed, Mapping):
        return all(is_blank(each) for each in typed.values())
    return typed in (None, "", False) or (isinstance(typed, str) and not typed.strip())


def without_controls(typed: Any) -> Any:
    """An answer without the control characters that a paste may bring along: no database, PDF or sheet takes them."""
    if isinstance(typed, str):
        return CONTROLS.sub("", typed)
    if isinstance(typed, list):
        return [without_controls(each) for each in typed]
    if isinstance(typed, Mapping):
        return {key: without_controls(each) for key, each in typed.items()}
    return typed


def rows_of(typed: Any) -> list[Mapping[str, Any]]:
    """The rows of a table in which something stands."""
    rows = typed if isinstance(typed, list) else []
    return [row for row in rows if isinstance(row, Mapping) and not is_blank(row)]


def fault_of(question: Any, typed: Any, *, today: date) -> str:
    """What is wrong with an answer that is not blank; empty when it is fine."""
    return _FAULTS[question.kind](question, typed) or _fault_of_bound(question, typed, today)


def value_of(question: Any, typed: Any) -> Any:
    """The value of a faultless answer."""
    return _CLEANERS[question.kind](question, typed)


def words_of(question: Any, typed: Any) -> str:
    """An answer in words, as it was typed where it does not parse."""
    labels = dict(question.choices)
    if question.kind == "choice":
        return labels.get(typed, str(typed))
    if question.kind == "choices":
        return ", ".join(labels.get(value, str(value)) for value in typed)
    if question.kind == "attestation":
        return "Yes"
    if question.kind == "table":
        return "\n".join(_row_words(question.columns, row) for row in rows_of(typed))
    if question.kind in ("file", "record"):
        return linked_words(typed)
    return f"{_in_words(question.kind, typed)} {question.unit}".strip()


def linked_words(typed: Any) -> str:
    """The name of a file or record."""
    return str(typed.get("label", "")) if isinstance(typed, Mapping) else str(typed)


def _fault_of_bound(question: Any, typed: Any, today: date) -> str:
    if question.not_after != TODAY or _parsed_day(typed) <= today:
        return ""
    return f"You entered {day_words(_parsed_day(typed))}, which lies ahead. Enter a day up to {day_words(today)}."


def _text_fault(question: Any, typed: Any) -> str:
    count = len(str(typed).split())
    if question.words_max and count > question.words_max:
        return f"You wrote {count:,} words. Use {question.words_max:,} or fewer."
    return too_long(str(typed), TYPED_MAX_CHARACTERS)


def _parsed_number(typed: Any) -> Decimal | None:
    try:
        return typed_number(str(typed))
    except NotANumber:
        return None


def _number_fault(question: Any, typed: Any) -> str:
    value, low, high = _parsed_number(typed), question.low, question.high
    if value is None:
        return f"You entered “{str(typed)[:40]}”. Enter a number, such as 120."
    if low is not None and value < low:
        return f"You entered {value}. Enter {low} or more."
    if high is not None and value > high:
        return f"You entered {value}. Enter {high} or less."
    return ""


def _money_fault(question: Any, typed: Any) -> str:
    value = _parsed_number(typed)
    if value is None or value != value.quantize(Decimal("0.01")):
        return f"You entered “{str(typed)[:40]}”. Enter dollars and cents, such as 1250 or 1250.50."
    return "" if 0 <= value * 100 <= MONEY_MAX_CENTS else "Enter an amount of zero or more."


def _choice_fault(question: Any, typed: Any) -> str:
    return "" if typed in dict(question.choices) else "Choose one of those listed."


def _choices_fault(question: Any, typed: Any) -> str:
    is_list = isinstance(typed, Sequence) and not isinstance(typed, str)
    return "" if is_list and set(typed) <= set(dict(question.choices)) else "Choose among those listed."


def _parsed_day(typed: Any) -> date | None:
    try:
        return date.fromisoformat(str(typed).strip())
    except ValueError:
        return None


def _date_fault(question: Any, typed: Any) -> str:
    day = _parsed_day(typed)
    if day is None:
        return f"You entered “{str(typed)[:40]}”. Enter a date as year-month-day, such as 2027-03-04."
    return "" if day >= DATE_EARLIEST else f"Enter a date after {DATE_EARLIEST.year}."


@dataclass(frozen=True, slots=True)
class _Cell:
    """What the rules of a cell need of a question."""

    kind: str
    words_max: int | None = None
    low: Decimal | None = None
    high: Decimal | None = None


def _table_fault(question: Any, typed: Any) -> str:
    rows = rows_of(typed)
    if question.rows_max and len(rows) > question.rows_max:
        return f"You filled in {len(rows)} rows. Use {question.rows_max} or fewer."
    for number, row in enumerate(rows, start=1):
        for column in question.columns:
            words = _cell_fault(column, row.get(column.key))
            if words:
                return f"Row {number}, {column.label}: {words}"
    return ""


def _cell_fault(column: Column, typed: Any) -> str:
    if is_blank(typed):
        return MISSING[column.kind]
    return too_long(str(typed), CELL_MAX_CHARACTERS) or _FAULTS[column.kind](_Cell(column.kind), typed)


def _linked_fault(question: Any, typed: Any) -> str:
    """A file or record is looked up when it is saved; what was not found stays as it was typed."""
    if isinstance(typed, Mapping) and typed.get("key"):
        return ""
    return "Upload the file again." if question.kind == "file" else "Choose one of those listed."


def _table_value(question: Any, typed: Any) -> list[dict[str, Any]]:
    return [
        {column.key: _CLEANERS[column.kind](column, row.get(column.key)) for column in question.columns}
        for row in rows_of(typed)
    ]


def _row_words(columns: Sequence[Column], row: Mapping[str, Any]) -> str:
    cells = [(column.label, _in_words(column.kind, row.get(column.key, ""))) for column in columns]
    return "; ".join(f"{label}: {words}" for label, words in cells if words)


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
    "table": _table_fault,
    "file": _linked_fault,
    "record": _linked_fault,
    "attestation": lambda question, typed: "" if typed is True else "Tick this to confirm it.",
}
_CLEANERS = {
    "text": lambda question, typed: str(typed).strip(),
    "number": lambda question, typed: format(_parsed_number(typed), "f"),
    "money": lambda question, typed: int(_parsed_number(typed) * 100),
    "choice": lambda question, typed: typed,
    "choices": lambda question, typed: [value for value, _ in question.choices if value in typed],
    "date": lambda question, typed: _parsed_day(typed).isoformat(),
    "table": _table_value,
    "file": lambda question, typed: dict(typed),
    "record": lambda question, typed: dict(typed),
    "attestation": lambda question, typed: True,
}
