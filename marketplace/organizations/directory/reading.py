"""Rows out of a directory file, one at a time, each either clean or refused with its row and column."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from marketplace.organizations.directory import cells
from marketplace.organizations.directory.formats import Format

HEADER_WITHIN_LINES = 30
SAMPLE_BYTES = 1024 * 1024
GZIP_MAGIC = b"\x1f\x8b"


class UnreadableFile(Exception):
    """The file is not a directory export that the portal knows; the text says what is accepted."""


@dataclass(frozen=True)
class Row:
    """A clean row: its line in the file and its fields; a field without a value is left out."""

    line: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not taken: where, what stood there, and what would be accepted."""

    line: int
    column: str
    value: str
    accepted: str

    def __str__(self) -> str:
        return f"row {self.line}, column {self.column}: “{self.value}” is not accepted; {self.accepted} is"


@dataclass
class Source:
    """An open file: its format, the rows still to come, and how much of it is read (0 to 1)."""

    format: Format
    rows: Iterator[Row | RefusedRow]
    handle: BinaryIO
    size_bytes: int = field(default=1)

    @property
    def share_read(self) -> float:
        return min(1.0, self.handle.tell() / self.size_bytes) if not self.handle.closed else 1.0


def open_source(path: Path, formats: Sequence[Format]) -> Source:
    """Open a CSV (or .gz of one) in UTF-8, with or without a BOM, or in cp1252, and find which format it has.

    Rows come one at a time, so a file of any length takes the same memory. Raises UnreadableFile for another file.
    """
    try:
        handle = path.open("rb")
    except OSError as error:
        raise UnreadableFile(f"{path.name} cannot be opened: {error.strerror}.") from error
    lines = csv.reader(_text(handle, path))
    known, places, header = _find_header(lines, formats, path)
    rows = _rows(lines, known, places, header, handle)
    return Source(known, rows, handle, max(path.stat().st_size, 1))


def _text(handle: BinaryIO, path: Path) -> io.TextIOBase:
    packed = handle.read(2) == GZIP_MAGIC
    handle.seek(0)
    encoding = _encoding(path, packed)
    stream = gzip.GzipFile(fileobj=handle) if packed else handle
    return io.TextIOWrapper(io.BufferedReader(stream) if packed else stream, encoding=encoding, newline="")


def _encoding(path: Path, packed: bool) -> str:
    """UTF-8 if the whole file is, else cp1252; read in blocks, so that it costs no memory."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with gzip.open(path, "rb") if packed else path.open("rb") as stream:
        try:
            while block := stream.read(SAMPLE_BYTES):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
        except (OSError, EOFError) as error:
            raise UnreadableFile(f"{path.name} is damaged or cut off.") from error
    return "utf-8-sig"


def _find_header(
    lines: Iterator[list[str]], formats: Sequence[Format], path: Path
) -> tuple[Format, dict[str, int], list[str]]:
    try:
        for _, line in zip(range(HEADER_WITHIN_LINES), lines, strict=False):
            for known in formats:
                places = known.positions(line)
                if places is not None:
                    return known, places, [title.strip() for title in line]
    except (csv.Error, UnicodeDecodeError):
        pass
    accepted = "; ".join(known.name for known in formats)
    raise UnreadableFile(f"{path.name} has none of the headers that are known. Accepted: {accepted}.")


def _rows(
    lines: Any, known: Format, places: dict[str, int], header: list[str], handle: BinaryIO
) -> Iterator[Row | RefusedRow]:
    with handle:
        while True:
            try:
                line = next(lines, None)
            except (csv.Error, UnicodeDecodeError, OSError, EOFError) as error:
                yield RefusedRow(lines.line_num, header[0], str(error)[:80], "a row of comma-separated values")
                return
            if line is None:
                return
            if not any(cell.strip() for cell in line):
                if known.ends_at_blank_line:
                    return
                continue
            yield _read(line, lines.line_num, known, places, header)


def _read(line: list[str], number: int, known: Format, places: dict[str, int], header: list[str]) -> Row | RefusedRow:
    if len(line) != len(header):
        told = f"a row of {len(header)} cells, as in the header,"
        return RefusedRow(number, header[0], f"{len(line)} cells", told)
    values = {}
    for name, column in known.fields.items():
        place = places[name]
        cell = cells.raw(line[place])
        if cell is None:
            if name in known.required:
                return RefusedRow(number, header[place], line[place].strip(), "a value")
            continue
        try:
            values[name] = column.parse(cell)
        except ValueError as wrong:
            return RefusedRow(number, header[place], cell, str(wrong))
    return Row(number, values)
