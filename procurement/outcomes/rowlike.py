"""PURE: does this text look like rows about children? The portal takes totals only (Pilotage rules 4, A10)."""

from __future__ import annotations

import csv
import re
from io import StringIO

ACCEPTED = "Give totals only: how many students, the average, the spread, how many met the mark."
_ROWS_MIN = 5
_COLUMNS_MIN = 3
_NUMBER_LENGTHS = (6, 12)

_HEADINGS = re.compile(
    r"\b(student|pupil|child|first|last|family|sur|given|legal|preferred|guardian|parent)[ _-]?"
    r"(name|id|number|no|email)\b"
    r"|\b(pa[ _-]?secure[ _-]?id|ssid|state[ _-]?id|local[ _-]?id|lunch[ _-]?(number|id|status)|home[ _-]?room"
    r"|date[ _-]?of[ _-]?birth|birth[ _-]?(date|day)|d\.?o\.?b\.?|ssn|social[ _-]?security)\b",
    re.IGNORECASE,
)
_SSN = re.compile(r"(?<!\d)\d{3}-\d{2}-\d{4}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_BORN = re.compile(
    r"\bborn (on )?\d|\b(19|20)\d\d-(0\d|1[0-2])-[0-3]\d\b|\b\d{1,2}/\d{1,2}/(19|20)?\d\d\b", re.IGNORECASE
)
_NAME = re.compile(r"^[A-Z][\w'’-]+(,? [A-Z][\w'’.-]*)+$")


def why_rowlike(text: str) -> str:
    """Why the text looks like rows about children, as a sentence with what is accepted; empty where it does not."""
    reason = _telling_words(text) or _telling_shape(text)
    return f"{reason} {ACCEPTED}" if reason else ""


def _telling_words(text: str) -> str:
    if _SSN.search(text):
        return "This holds what looks like a Social Security number, so it was not kept."
    if found := _HEADINGS.search(text):
        return f"This speaks of “{found.group(0)}”, as lists of children do, so it was not kept."
    if len(_EMAIL.findall(text)) >= 3:
        return "This holds several e-mail addresses, as lists of people do, so it was not kept."
    return ""


def _telling_shape(text: str) -> str:
    rows = _as_rows(text)
    if len(rows) < _ROWS_MIN:
        return ""
    columns = list(zip(*rows, strict=True))
    for column in columns:
        cells = [cell for cell in column if cell]
        if len(cells) >= _ROWS_MIN and len(set(cells)) == len(cells) and _identifies(cells):
            return f"This looks like a table with one row for each child ({len(rows)} rows), so it was not kept."
    return ""


def _identifies(cells: list[str]) -> bool:
    """Whether most of a column whose cells all differ are long numbers, names or dates."""
    low, high = _NUMBER_LENGTHS
    tests = (
        lambda cell: cell.isdigit() and low <= len(cell) <= high,
        lambda cell: _NAME.match(cell) is not None,
        lambda cell: _BORN.search(cell) is not None,
    )
    return any(sum(map(test, cells)) >= 0.8 * len(cells) for test in tests)


def _as_rows(text: str) -> list[list[str]]:
    """The longest run of lines that split into the same number of columns, three or more."""
    best: list[list[str]] = []
    for delimiter in ("\t", ",", ";", "|"):
        run: list[list[str]] = []
        for line in text.splitlines():
            cells = next(csv.reader(StringIO(line), delimiter=delimiter), [])
            if len(cells) < _COLUMNS_MIN or (run and len(cells) != len(run[0])):
                run = []
            if len(cells) >= _COLUMNS_MIN:
                run.append([cell.strip() for cell in cells])
                best = max(best, run, key=len)
        best = [list(row) for row in best]
    return best
