"""The DOCX gateway: the data that the PDF gateway typesets, as a document that people can write in."""

from __future__ import annotations

import datetime
import io
from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.shared import Pt, RGBColor

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTE_SIZE = Pt(9)
NOTE_COLOR = RGBColor(0x45, 0x45, 0x40)


def render_docx(*, data: Mapping[str, Any], made_at: datetime.datetime, has_room: bool = False) -> bytes:
    """Write `data` (title, reference, facts, paragraphs, sections with clauses) and return the file.

    With `has_room` an empty framed row follows each clause, to answer in. `made_at` is written into it as its date.
    """
    document = Document()
    properties = document.core_properties
    properties.title, properties.author, properties.language = data["title"], data.get("sender", "Pilotage"), "en-US"
    properties.created = properties.modified = made_at.replace(tzinfo=None)
    if data.get("reference"):
        _note(document, data["reference"])
    document.add_heading(data["title"], level=1)
    for name, words in data.get("facts", ()):
        document.add_paragraph(f"{name}: {words}")
    for text in data.get("paragraphs", ()):
        document.add_paragraph(text)
    for section in data.get("sections", ()):
        _section(document, section, has_room)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _section(document: Any, section: Mapping[str, Any], has_room: bool) -> None:
    document.add_heading(section["heading"], level=2)
    for text in section.get("paragraphs", ()):
        document.add_paragraph(text)
    for clause in section.get("clauses", ()):
        document.add_heading(f"{clause['number']} {clause['title']}", level=3)
        if clause.get("note"):
            _note(document, clause["note"])
        for text in clause["paragraphs"]:
            document.add_paragraph(text)
        if has_room:
            document.add_table(rows=1, cols=1, style="Table Grid")
            document.add_paragraph()


def _note(document: Any, words: str) -> None:
    run = document.add_paragraph().add_run(words)
    run.font.size, run.font.color.rgb = NOTE_SIZE, NOTE_COLOR
