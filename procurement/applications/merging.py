"""PURE: two people wrote the same section: which answers differ, who changed each, and what comes of a choice."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procurement.applicationforms.kinds import is_blank
from procurement.applicationforms.questions import Question, Section

MINE, THEIRS, BOTH = "mine", "theirs", "both"
Typed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Dispute:
    """One answer that differs. ``preset`` is whose stands where only one side changed it; empty where both did."""

    question: Question
    mine: Any
    theirs: Any
    preset: str

    @property
    def can_join(self) -> bool:
        """Whether both may stand, one after the other."""
        return self.question.kind == "text" and not is_blank(self.mine) and not is_blank(self.theirs)


def marks(section: Section, answers: Typed) -> str:
    """A mark for each answer that a page was opened on, as a hidden field carries them."""
    found = {question.key: _mark(answers.get(question.key)) for question in section.questions}
    return json.dumps(found, separators=(",", ":"))


def disputes(section: Section, *, seen: str, mine: Typed, theirs: Typed) -> tuple[Dispute, ...]:
    """Every answer in which what I typed is not what is kept, in order. ``seen`` are the marks of what I began from."""
    began, found = _read(seen), []
    for question in section.questions:
        own, kept = mine.get(question.key), theirs.get(question.key)
        if _mark(own) == _mark(kept):
            continue
        before = began.get(question.key, "")
        i_changed, they_changed = _mark(own) != before, _mark(kept) != before
        preset = MINE if not they_changed else "" if i_changed else THEIRS
        found.append(Dispute(question, own, kept, preset))
    return tuple(found)


def merged(section: Section, *, mine: Typed, theirs: Typed, choices: Mapping[str, str]) -> dict[str, Any]:
    """The answers after a choice for each that differs: mine, theirs, or both, mine after theirs. Without one: mine."""
    result = {}
    for question in section.questions:
        own, kept = mine.get(question.key), theirs.get(question.key)
        chosen = choices.get(question.key, MINE)
        result[question.key] = {MINE: own, THEIRS: kept, BOTH: f"{kept}\n\n{own}"}[chosen]
    return result


def marks_after(section: Section, *, seen: str, mine: Typed, disputed: frozenset[str]) -> str:
    """The marks once what nobody disputes is kept: what the page shows; a disputed answer keeps its old mark."""
    before, now = _read(seen), json.loads(marks(section, mine))
    return json.dumps({key: before.get(key, "") if key in disputed else mark for key, mark in now.items()})


def _read(seen: str) -> Mapping[str, str]:
    try:
        found = json.loads(seen or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _mark(typed: Any) -> str:
    """The same for the same answer, however a browser ends its lines."""
    if is_blank(typed):
        return ""
    if isinstance(typed, Mapping):
        typed = {key: typed[key] for key in sorted(typed) if key != "label"} if "key" in typed else dict(typed)
    text = json.dumps(typed, sort_keys=True).replace("\\r\\n", "\\n").strip()
    return hashlib.sha256(text.encode()).hexdigest()[:12]
