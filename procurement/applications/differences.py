"""PURE: what is different between two frozen texts of one application, in words."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from procurement.applicationforms.questions import FormDefinition


@dataclass(frozen=True, slots=True)
class Difference:
    """One answer before and now. Empty words mean that there was none."""

    section: str
    label: str
    before: str
    now: str


def differences(before: str, now: str, form: FormDefinition) -> list[Difference]:
    """Every answer, goal, model version and body of evidence that is another now, in the order of the form."""
    old, new = json.loads(before), json.loads(now)
    found = [
        Difference(section.title, question.label, question.shown_frozen(was), question.shown_frozen(now_is))
        for section in form.sections
        for question in section.questions
        if (was := _answer(old, section.key, question.key)) != (now_is := _answer(new, section.key, question.key))
    ]
    return found + _beside_the_form(old, new)


def _answer(data: dict[str, Any], section: str, question: str) -> Any:
    return data["answers"].get(section, {}).get(question)


def _beside_the_form(old: dict[str, Any], new: dict[str, Any]) -> list[Difference]:
    found = []
    if old["commitments"] != new["commitments"]:
        found.append(Difference("Commitments", "Goals", _goals(old), _goals(new)))
    if old["model"] != new["model"]:
        versions = [f"version {data['model']['version']}" for data in (old, new)]
        found.append(Difference("The model", "The model’s own page", *versions))
    if old["evidence"] != new["evidence"]:
        counts = [_findings(data) for data in (old, new)]
        found.append(Difference("Evidence", "Studies and findings", *counts))
    lists = [_documents(data) for data in (old, new)]
    if lists[0] != lists[1]:
        found.append(Difference("Attached documents", "Documents", *lists))
    return found


def _documents(data: dict[str, Any]) -> str:
    """What was attached; an application that was sent before documents could be has no such key."""
    return "\n".join(f"{each['title']}, version {each['version']}" for each in data.get("documents", []))


def _goals(data: dict[str, Any]) -> str:
    return "\n".join(f"{goal['goal']} {goal['target']} by {goal['due_on']}" for goal in data["commitments"])


def _findings(data: dict[str, Any]) -> str:
    count = len(data["evidence_read"]["rows"])
    return f"{count} finding{'' if count == 1 else 's'}"
