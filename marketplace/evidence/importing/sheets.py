"""An uploaded file of rows as text made right: its encoding, its separator, its cells, and what was repaired."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from marketplace.evidence.importing.repair import repaired

MOST_ROWS = 1_000
MOST_BYTES = 2_000_000
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
NOT_TEXT = ((b"PK", "a workbook"), (b"\xd0\xcf\x11\xe0", "a workbook"), (b"%PDF", "a PDF"))


class UnreadableSheet(Exception):
    """The file holds no rows that could be read; the text says what would be accepted."""


@dataclass(frozen=True)
class Repair:
    """A cell whose text had been decoded wrongly on its way, as it came and as it is now."""

    line: int
    column: str
    before: str
    after: str


@dataclass
class Sheet:
    """The rows of a file by line, as a spreadsheet counts them, with notes on how they were read."""

    columns: tuple[str, ...]
    rows: list[tuple[int, dict[str, str]]]
    notes: list[str] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


def read_sheet(raw: bytes) -> Sheet:
    """The rows of a CSV in any usual encoding and separator, with repaired cells. Raises UnreadableSheet."""
    notes: list[str] = []
    text = _decoded(raw, notes)
    separator = _separator(text)
    if separator != ",":
        notes.append(f"The cells are separated by {SEPARATORS[separator]}; we read them so.")
    table = _table(text, separator)
    header = next(table, (1, []))[1]
    columns = tuple("_".join(name.lower().split()) for name in header)
    _check_columns(columns)
    sheet = Sheet(columns, [], notes)
    for line, cells in table:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            raise UnreadableSheet(
                f"Row {line} has {len(cells)} cells, the header {len(columns)}. "
                f"Put a cell that holds a comma between quotation marks."
            )
        if len(sheet.rows) == MOST_ROWS:
            raise UnreadableSheet(f"The file has more than {MOST_ROWS:,} rows. Split it into smaller files.")
        sheet.rows.append((line, _mended(sheet, line, dict(zip(columns, cells, strict=False)))))
    if not sheet.rows:
        raise UnreadableSheet("The file has a header, but no rows below it. Add one row for each finding.")
    return sheet


def as_text(raw: bytes) -> str:
    """A file that `read_sheet` has read, as text."""
    return _decoded(raw, [])


def _decoded(raw: bytes, notes: list[str]) -> str:
    if len(raw) > MOST_BYTES:
        raise UnreadableSheet(f"The file has {len(raw) / 1e6:.1f} MB. At most {MOST_BYTES / 1e6:.0f} MB are accepted.")
    for start, kind in NOT_TEXT:
        if raw.startswith(start):
            raise UnreadableSheet(f"This is {kind}, not a CSV. Save its sheet as “CSV UTF-8” and upload that.")
    if not raw.strip():
        raise UnreadableSheet("The file is empty. Upload a CSV with a header and one row for each finding.")
    try:
        if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
            notes.append("The file is written in UTF-16; we read it so.")
            return raw.decode("utf-16")
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
        notes.append("The file is written in the older Windows encoding (cp1252), not UTF-8; we read it so.")
    if "\x00" in text:
        raise UnreadableSheet("This is not text. Save the sheet as “CSV UTF-8” and upload that.")
    return text


def _separator(text: str) -> str:
    head = text.lstrip("\r\n").splitlines()[0]
    return max(SEPARATORS, key=head.count)


def _table(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        yield from enumerate(reader, start=1)
    except csv.Error as error:
        raise UnreadableSheet(f"The file breaks off at line {reader.line_num}: {_in_words(error)}.") from error


def _in_words(error: csv.Error) -> str:
    """What the reader of Python says, as people who keep sheets say it."""
    if "field limit" in str(error):
        return f"one cell holds more than {csv.field_size_limit():,} characters"
    if "end of data" in str(error):
        return "a quotation mark opens and is never closed"
    return str(error)


def _check_columns(columns: tuple[str, ...]) -> None:
    named = [name for name in columns if name]
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise UnreadableSheet(f"The column {', '.join(twice)} stands twice in the header. Name each column once.")


def _mended(sheet: Sheet, line: int, cells: dict[str, str]) -> dict[str, str]:
    mended = {}
    for column, before in cells.items():
        before = " ".join(before.split())
        mended[column] = before if before.isascii() else repaired(before)
        if mended[column] != before:
            sheet.repairs.append(Repair(line, column, before, mended[column]))
    return mended
