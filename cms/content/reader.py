"""PURE: reads our text files: a few header lines, an empty line, then the text.

`## Heading`, `### Subheading`, paragraphs, `- item`, `1. item`, `> kind | Title | text` for a notice, and
`Name :: value` for rows of facts. Inside a line: `**bold**` and `[words](address)`.
"""

import re
from dataclasses import dataclass, field
from html import escape
from typing import Any

LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
BOLD = re.compile(r"\*\*([^*]+)\*\*")
NUMBERED = re.compile(r"\d+\. ")


@dataclass(frozen=True)
class Text:
    """A text file: its headers, and its body as (kind of block, value) pairs."""

    headers: dict[str, str]
    body: list[tuple[str, Any]] = field(default_factory=list)

    def __getitem__(self, name: str) -> str:
        return self.headers[name]


def read_text(source: str) -> Text:
    """Parse one file. Raises ValueError naming a header line that has no colon."""
    head, _, body = source.strip().partition("\n\n")
    return Text(_headers(head), _body(body))


def inline(line: str) -> str:
    """One line as HTML: escaped, with its links and bold words."""
    return BOLD.sub(r"<b>\1</b>", LINK.sub(r'<a href="\2">\1</a>', escape(line, quote=False)))


def _headers(head: str) -> dict[str, str]:
    found = {}
    for line in head.splitlines():
        name, colon, value = line.partition(":")
        if not colon:
            raise ValueError(f"A header line reads “name: value”, not “{line}”.")
        found[name.strip()] = value.strip()
    return found


def _body(body: str) -> list[tuple[str, Any]]:
    blocks: list[tuple[str, Any]] = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        kind, value = _block(chunk)
        if kind == "text" and blocks and blocks[-1][0] == "text":
            blocks[-1] = ("text", blocks[-1][1] + value)
        elif value:
            blocks.append((kind, value))
    return blocks


def _block(chunk: str) -> tuple[str, Any]:
    lines = chunk.splitlines()
    if chunk.startswith("### "):
        return "subheading", chunk[4:].strip()
    if chunk.startswith("## "):
        return "heading", chunk[3:].strip()
    if chunk.startswith("> "):
        kind, title, text = (part.strip() for part in " ".join(lines)[2:].split("|", 2))
        return "note", {"kind": kind, "title": title, "text": f"<p>{inline(text)}</p>"}
    if all(" :: " in line for line in lines):
        return "facts", [dict(zip(("name", "value"), line.split(" :: ", 1), strict=True)) for line in lines]
    if all(line.startswith("- ") for line in lines):
        return "text", "<ul>" + "".join(f"<li>{inline(line[2:])}</li>" for line in lines) + "</ul>"
    if all(NUMBERED.match(line) for line in lines):
        return "text", "<ol>" + "".join(f"<li>{inline(line.split('. ', 1)[1])}</li>" for line in lines) + "</ol>"
    return "text", f"<p>{inline(' '.join(line.strip() for line in lines))}</p>" if chunk.strip() else ""
