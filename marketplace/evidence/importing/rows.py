"""PURE: one row of a findings file as facts, every fault of it collected."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from marketplace.evidence.importing import cells
from marketplace.evidence.importing.facts import RefusedRow


@dataclass
class FindingRow:
    """One row: the study it belongs to, what it says of it, and its finding, before the registry is asked.

    `columns` says under which heading each field stood, for messages.
    """

    line: int
    study: str
    study_values: dict[str, Any]
    measure: str
    values: dict[str, Any]
    columns: Mapping[str, str]
    measure_keys: tuple[str, ...] = ()
    refused: list[RefusedRow] = field(default_factory=list)

    def refuse(self, name: str, value: object, accepted: str) -> None:
        column = self.columns.get(name, name)
        self.refused.append(RefusedRow(self.line, column, str(value), accepted))


class CellReader:
    """Takes cells one by one and keeps every fault, so that a file is mended in one go."""

    def __init__(self, line: int, row: Mapping[str, str]) -> None:
        self.line, self.row = line, row
        self.refused: list[RefusedRow] = []

    def take(self, read: Callable[..., Any], column: str, *more: Any) -> Any:
        try:
            return read(self.row, column, *more)
        except cells.BadCell as bad:
            self.refused.append(RefusedRow(self.line, bad.column, bad.value, bad.accepted))
            return None

    def text(self, column: str) -> str:
        return cells.text(self.row, column)


def choice(row: Mapping[str, str], column: str, choices: Iterable[tuple[str, str]]) -> str:
    """The value whose key or words stand in the cell; nothing stays nothing."""
    value = cells.text(row, column)
    by_words = {words.lower(): key for key, words in choices} | {key.lower(): key for key, _ in choices}
    if value and value.lower() not in by_words:
        raise cells.BadCell(column, value, f"one of {', '.join(key for key, _ in choices if key)}")
    return by_words[value.lower()] if value else ""


def several(row: Mapping[str, str], column: str) -> list[str]:
    """The entries of a cell, between semicolons, each once."""
    entries = (entry.strip() for entry in cells.text(row, column).split(";"))
    return list(dict.fromkeys(entry for entry in entries if entry))


def percent(row: Mapping[str, str], column: str) -> Decimal | None:
    """A share as people write it, 0 to 100, as 0 to 1."""
    value = cells.number({column: cells.text(row, column).rstrip("% ")}, column)
    return None if value is None else value / 100
