"""PURE: one cell of a findings file as a value, or the words for what would be accepted."""

from collections.abc import Mapping
from decimal import Decimal

from marketplace.numbers import NotANumber, read_number

MISSING = frozenset({"", "NA", "N/A", ".", "NULL", "†", "‡", "—", "–"})
PLACES = Decimal("0.00000001")
YES_NO = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


class BadCell(ValueError):
    """A cell that cannot be taken: its column, what stood there, what would be accepted."""

    def __init__(self, column: str, value: str, accepted: str) -> None:
        super().__init__(f"{column}: {value}")
        self.column, self.value, self.accepted = column, value, accepted


def text(row: Mapping[str, str], column: str) -> str:
    """The cell without outer blanks; nothing for any of the ways in which files write nothing."""
    value = (row.get(column) or "").strip()
    return "" if value.upper() in MISSING else value


def needed(row: Mapping[str, str], column: str) -> str:
    value = text(row, column)
    if not value:
        raise BadCell(column, row.get(column) or "", "a value")
    return value


def number(row: Mapping[str, str], column: str) -> Decimal | None:
    value = text(row, column)
    if not value:
        return None
    try:
        found = read_number(value, below=10**8)
    except NotANumber as error:
        raise BadCell(column, value, f"{error}, or nothing") from None
    return found.quantize(PLACES).normalize()


def needed_number(row: Mapping[str, str], column: str) -> Decimal:
    needed(row, column)
    return number(row, column) or Decimal(0)


def share(row: Mapping[str, str], column: str) -> Decimal | None:
    found = number(row, column)
    if found is not None and not 0 <= found <= 100:
        raise BadCell(column, text(row, column), "a share from 0 to 100, or nothing")
    return found


def count(row: Mapping[str, str], column: str) -> int | None:
    found = number(row, column)
    if found is None:
        return None
    if found != found.to_integral_value() or found < 1:
        raise BadCell(column, text(row, column), "a whole number of 1 or more, or nothing")
    return int(found)


def count_or_none(row: Mapping[str, str], column: str) -> int | None:
    """A whole number, where the file also writes 0 for nothing."""
    return None if number(row, column) == 0 else count(row, column)


def needed_count(row: Mapping[str, str], column: str) -> int:
    needed(row, column)
    return count(row, column) or 0


def yes_no(row: Mapping[str, str], column: str) -> bool | None:
    value = text(row, column)
    if not value:
        return None
    if value.lower() not in YES_NO:
        raise BadCell(column, value, "True, False, or nothing")
    return YES_NO[value.lower()]


def one_of(row: Mapping[str, str], column: str, choices: Mapping[str, str]) -> str:
    """The portal's value for one of the file's; BadCell naming the file's values."""
    value = text(row, column)
    if value not in choices:
        raise BadCell(column, value, f"one of {', '.join(choice or 'nothing' for choice in choices)}")
    return choices[value]
