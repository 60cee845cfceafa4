"""PURE: between the editor's blocks of a form and its definition, both as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

PLAIN = ("key", "label", "help", "example", "words_max", "unit", "rows_max", "record")
NUMBERS = ("low", "high")
LISTS = ("required_for", "accepts")
OF_SECTION = ("key", "title", "group", "minutes", "intro", "panel")
YES = "yes"


def definition_of(blocks: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The definition that these blocks stand for."""
    return {"sections": [_section(block["value"]) for block in blocks]}


def blocks_of(definition: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The blocks in which a definition is edited."""
    return [{"type": "section", "value": _section_block(section)} for section in definition["sections"]]


def _section(value: Mapping[str, Any]) -> dict[str, Any]:
    section = {name: value.get(name) or "" for name in OF_SECTION} | {"minutes": value.get("minutes")}
    section["criteria"] = [_of_list(each) for each in value.get("criteria") or ()]
    section["questions"] = [_question(each["type"], each["value"]) for each in value.get("questions") or ()]
    return section


def _question(kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    question: dict[str, Any] = {"kind": kind}
    question |= {name: value[name] for name in PLAIN if value.get(name) not in (None, "")}
    question |= {name: str(value[name]) for name in NUMBERS if value.get(name) not in (None, "")}
    question |= {name: list(value[name]) for name in LISTS if value.get(name)}
    if value.get("is_past"):
        question["not_after"] = "today"
    if value.get("choices"):
        question["choices"] = [[each["key"], each["label"]] for each in map(_of_list, value["choices"])]
    if value.get("columns"):
        question["columns"] = [dict(each) for each in map(_of_list, value["columns"])]
    if value.get("when_question"):
        answers = str(value.get("when_answers") or "").replace(",", " ").split()
        question["shown_when"] = {"question": value["when_question"].strip(), "is": answers or [YES]}
    return question


def _of_list(item: Any) -> Any:
    return item["value"] if isinstance(item, Mapping) and "value" in item else item


def _section_block(section: Mapping[str, Any]) -> dict[str, Any]:
    block = {name: section.get(name, "") for name in OF_SECTION}
    questions = [{"type": each["kind"], "value": _question_block(each)} for each in section["questions"]]
    return block | {"criteria": list(section.get("criteria", ())), "questions": questions}


def _question_block(question: Mapping[str, Any]) -> dict[str, Any]:
    block = {name: question[name] for name in (*PLAIN, *NUMBERS, *LISTS, "columns") if name in question}
    if question.get("not_after"):
        block["is_past"] = True
    if question.get("choices"):
        block["choices"] = [{"key": key, "label": label} for key, label in question["choices"]]
    if question.get("shown_when"):
        block["when_question"] = question["shown_when"]["question"]
        block["when_answers"] = ", ".join(question["shown_when"]["is"])
    return block
