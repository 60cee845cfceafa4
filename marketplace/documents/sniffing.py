"""PURE: what a file really is, by its content. The name it came with is never believed."""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO


def _escaped_or_not(name: str) -> str:
    """A pattern for a name of a PDF, in which any letter may be written as its number: ``J#61vaScript``."""
    letters, end = name.removesuffix(r"\b"), r"\b" if name.endswith(r"\b") else ""
    return "".join(f"(?:{letter}|#(?i:{ord(letter):x}))" for letter in letters) + end


HEAD_BYTES = 8192
UNPACKED_LIMIT_BYTES = 200 * 1024 * 1024
UNPACKED_RATIO_LIMIT = 200
LONGEST_PDF_BYTES = 64 * 1024 * 1024
MEMBER_LIMIT = 5000
PACKED_OBJECTS_LIMIT = 1000
OFFICE_MACROS = re.compile(r"(vbaproject|vbadata|macrosheets|activex|\.bin$|\.exe$|\.dll$|\.js$|\.vbs$)", re.IGNORECASE)
IN_PDF = ("JavaScript", r"JS\b", r"Launch\b", r"RichMedia\b", r"EmbeddedFile\b", r"EmbeddedFiles\b")
SCRIPT_IN_PDF = re.compile(f"/({'|'.join(_escaped_or_not(name) for name in IN_PDF)})".encode())
PACKED_OBJECTS = re.compile(rb"/ObjStm.{0,400}?stream\r?\n", re.DOTALL)
MARKUP = re.compile(rb"<\s*(!doctype|html|svg|script|\?xml|iframe|body)", re.IGNORECASE)
PDF, PNG, JPEG, CSV, TEXT = "application/pdf", "image/png", "image/jpeg", "text/csv", "text/plain"
SIGNATURES = ((b"%PDF-", PDF), (b"\x89PNG\r\n\x1a\n", PNG), (b"\xff\xd8\xff", JPEG))
PARTS_OF_A_PICTURE = {PNG: (b"IHDR", b"IDAT", b"IEND"), JPEG: (b"\xff\xda", b"\xff\xd9")}
NOT_IN_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
EXTENSIONS = {PDF: "pdf", PNG: "png", JPEG: "jpg", CSV: "csv", TEXT: "txt", DOCX: "docx", XLSX: "xlsx"}
WORDS = {
    PDF: "PDF",
    PNG: "PNG",
    JPEG: "JPEG",
    CSV: "CSV",
    TEXT: "plain text",
    DOCX: "Word (docx)",
    XLSX: "Excel (xlsx)",
}


class Unacceptable(Exception):
    """The file cannot be taken; the text says why and what would be accepted."""


@dataclass(frozen=True)
class Sniffed:
    """What a file turned out to be."""

    content_type: str
    extension: str


def sniff(stream: BinaryIO, *, name: str = "", accepted: tuple[str, ...] = tuple(EXTENSIONS)) -> Sniffed:
    """The type of a file by its bytes. Raises Unacceptable for any other type, and for macros, scripts and zip bombs.

    The name decides only between CSV and plain text, which no content can tell apart.
    """
    stream.seek(0)
    content_type = _type_of(stream, stream.read(HEAD_BYTES), name)
    if content_type not in accepted:
        raise Unacceptable(_told(accepted))
    stream.seek(0)
    return Sniffed(content_type, EXTENSIONS[content_type])


def _type_of(stream: BinaryIO, head: bytes, name: str) -> str:
    if not head:
        raise Unacceptable("This file is empty.")
    if zipfile.is_zipfile(stream):
        return _office_type(stream)
    for start, content_type in SIGNATURES:
        if head.startswith(start):
            return _checked_pdf(stream) if content_type == PDF else _checked_picture(stream, content_type)
    if not _is_text(stream, head):
        return "application/octet-stream"
    return CSV if name.lower().endswith(".csv") else TEXT


def _office_type(stream: BinaryIO) -> str:
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise Unacceptable("This file is damaged. Save it again and upload the new copy.")
    unpacked, packed = sum(item.file_size for item in members), sum(item.compress_size for item in members)
    if len(members) > MEMBER_LIMIT or unpacked > min(UNPACKED_LIMIT_BYTES, UNPACKED_RATIO_LIMIT * max(packed, 1)):
        raise Unacceptable("This file unpacks to far more than it should. Save it again from Word or Excel.")
    names = [item.filename for item in members]
    if any(item.flag_bits & 1 for item in members):
        raise Unacceptable("This file is locked with a password. Upload a copy without one.")
    if "[Content_Types].xml" not in names:
        return "application/zip"
    if any(OFFICE_MACROS.search(item) for item in names if not item.startswith("xl/printerSettings/")):
        raise Unacceptable("This file carries macros or programs. Save a copy without them and upload that.")
    if "word/document.xml" in names:
        return DOCX
    return XLSX if "xl/workbook.xml" in names else "application/zip"


def _checked_picture(stream: BinaryIO, content_type: str) -> str:
    """A picture with the parts that every one has, in order: one that was cut off is damaged."""
    stream.seek(0)
    content, place = stream.read(), 0
    for part in PARTS_OF_A_PICTURE[content_type]:
        place = content.find(part, place) + len(part)
        if place < len(part):
            raise Unacceptable("This picture is damaged or cut off. Save it again and upload the new copy.")
    return content_type


def _checked_pdf(stream: BinaryIO) -> str:
    stream.seek(0)
    content = stream.read(LONGEST_PDF_BYTES)
    if any(SCRIPT_IN_PDF.search(part) for part in (content, *_unpacked_objects(content))):
        raise Unacceptable("This PDF carries a script or another file inside. Print it to a new PDF and upload that.")
    return PDF


def _unpacked_objects(content: bytes) -> Iterator[bytes]:
    """What the compressed object streams of a PDF hold. Raises Unacceptable for one that unpacks to far too much."""
    left, too_much = UNPACKED_LIMIT_BYTES, content.count(b"/ObjStm") > PACKED_OBJECTS_LIMIT
    for place in () if too_much else PACKED_OBJECTS.finditer(content):
        try:
            unpacked = zlib.decompressobj().decompress(memoryview(content)[place.end() :], left)
        except zlib.error:
            continue
        yield unpacked
        left -= len(unpacked)
        if too_much := left <= 0:
            break
    if too_much:
        raise Unacceptable("This PDF unpacks to far more than it should. Print it to a new PDF and upload that.")


def _is_text(stream: BinaryIO, head: bytes) -> bool:
    if MARKUP.search(head):
        return False
    stream.seek(0)
    while block := stream.read(1024 * 1024):
        if NOT_IN_TEXT.search(block):
            return False
    return True


def _told(accepted: tuple[str, ...]) -> str:
    kinds = [WORDS[content_type] for content_type in accepted]
    listed = f"{', '.join(kinds[:-1])} or {kinds[-1]}" if len(kinds) > 1 else kinds[0]
    return f"This kind of file is not accepted. Upload {listed}."
