"""PURE: the sections of a contract in order, from its body alone; the page and the PDF are both made of these."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procurement.negotiations.wording import Part, day_words, parts_of

SIDES = {"buyer": "District", "provider": "Provider"}
EXHIBITS = "Documents that go with this contract"
NOTES = {
    "standard": "State standard",
    "alternative": "From the state's library",
    "parameter": "State standard with an agreed number",
    "custom": "Agreed by both sides",
}


@dataclass(frozen=True, slots=True)
class ClauseBlock:
    """One clause as it stands in the contract."""

    number: int
    key: str
    title: str
    note: str
    paragraphs: tuple[str, ...]
    is_agreed: bool = False


@dataclass(frozen=True, slots=True)
class ClauseSection:
    """A heading with its clauses."""

    title: str
    clauses: tuple[ClauseBlock, ...]


@dataclass(frozen=True, slots=True)
class ExhibitLine:
    """One document that goes with the contract, in the version of the day; ``expires_on`` is ISO text or empty."""

    document: str
    version: int
    words: str
    expires_on: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A contract ready to be shown: who, what, the parts, the clauses."""

    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    sections: tuple[ClauseSection, ...]
    exhibits: tuple[ExhibitLine, ...] = ()


def lay_out(body: Mapping[str, Any]) -> Layout:
    """Read a contract's body into sections."""
    by_number = {clause["number"]: clause for clause in body["clauses"]}
    sections = tuple(
        ClauseSection(heading["title"], tuple(_block(by_number[number]) for number in heading["clauses"]))
        for heading in body["headings"]
    )
    exhibits = tuple(_exhibit(listed) for listed in body.get("exhibits", ()))
    return Layout(_facts(body), parts_of(body), sections, exhibits)


def pdf_data(body: Mapping[str, Any], *, title: str, reference: str, sender: str, sha256: str) -> dict[str, Any]:
    """The same sections as the PDF gateway takes them."""
    layout = lay_out(body)
    sections = [_part(part) for part in layout.parts]
    if layout.exhibits:
        sections.append({"heading": EXHIBITS, "paragraphs": _exhibit_lines(layout.exhibits), "facts": []})
    for section in layout.sections:
        clauses = [
            {
                "number": str(block.number),
                "title": block.title,
                "note": block.note,
                "paragraphs": list(block.paragraphs),
            }
            for block in section.clauses
        ]
        sections.append({"heading": section.title, "clauses": clauses})
    return {
        "title": title,
        "reference": reference,
        "sender": sender,
        "paragraphs": [
            "This contract is between the two parties below. Both sign the text that has the hash at its end."
        ],
        "facts": [list(pair) for pair in layout.facts],
        "sections": sections,
        "hash": sha256,
        "hash_title": "What both sides sign",
        "hash_words": "Both sides sign the data behind this text. Its sha256 is below; one changed character "
        "gives another.",
    }


def _facts(body: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    parties = tuple(
        (SIDES[party["side"]], ", ".join(filter(None, (party["name"], party["address"], party["identifier"]))))
        for party in body["parties"]
    )
    model, origin = body["model"], body["origin"]
    return (
        *parties,
        ("Learning model", f"{model['name']}, version {model['version']}, by {model['provider']}"),
        ("Approved as", f"{model['tier']} ({model['designation']})"),
        ("Agreed in", f"{origin['negotiation']}, revision {origin['revision_number']}"),
        ("Contract template", f"{body['template']['key']}, version {body['template']['number']}"),
    )


def _exhibit(listed: Mapping[str, Any]) -> ExhibitLine:
    until = f", good until {day_words(listed['expires_on'])}" if listed["expires_on"] else ""
    words = f"{listed['title']} ({listed['kind'].lower()}), version {listed['version']}{until}"
    return ExhibitLine(listed["document"], listed["version"], words, listed["expires_on"], listed["sha256"])


def _exhibit_lines(exhibits: tuple[ExhibitLine, ...]) -> list[str]:
    return [line for exhibit in exhibits for line in (f"{exhibit.words}. Its sha256:", exhibit.sha256)]


def _block(clause: Mapping[str, Any]) -> ClauseBlock:
    note = NOTES[clause["position"]]
    if clause["position"] in ("parameter", "alternative"):
        note = f"{note}: {clause['standing']}"
    paragraphs = tuple(paragraph.strip() for paragraph in clause["text"].split("\n\n") if paragraph.strip())
    is_agreed = clause["position"] != "standard"
    return ClauseBlock(clause["number"], clause["key"], clause["title"], note, paragraphs, is_agreed)


def _part(part: Part) -> dict[str, Any]:
    section: dict[str, Any] = {
        "heading": part.heading,
        "paragraphs": list(part.paragraphs),
        "facts": [list(pair) for pair in part.facts],
    }
    if part.grid:
        section["table"] = {
            "head": list(part.grid.head),
            "rows": [list(row) for row in part.grid.rows],
            "right": list(part.grid.right),
        }
        if part.grid.widths:
            section["table"]["widths"] = list(part.grid.widths)
    return section
