"""PURE: what an archive's application.json says, kept only where it makes sense; the rest is named, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from marketplace.numbers import NotANumber, read_number
from procurement.applicationforms.kinds import TYPED_MAX_CHARACTERS
from procurement.applicationforms.questions import FormDefinition, Question

LIST_MAX = 50
GOALS_MAX = 10
CLAIMS_MAX = 200
NAMED_MAX = 100


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of the archive."""

    path: str
    key: str
    title: str
    kind: str
    section: str
    issued_on: date | None
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class GoalRead:
    """A goal of the archive. The measure is a key of the registry."""

    goal: str
    measure: str
    statistic: str
    target: Decimal | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class ClaimRead:
    """A claim of confidentiality on an answer (section.question) or on a document (its key in the archive)."""

    part: str
    document: str
    ground: str
    reason: str


@dataclass(frozen=True, slots=True)
class Read:
    """What can be taken over, and what cannot, in words."""

    reference: str
    tier_asked: str
    answers: Mapping[str, Mapping[str, Any]]
    goals: tuple[GoalRead, ...]
    papers: tuple[Paper, ...]
    claims: tuple[ClaimRead, ...]
    left_out: tuple[str, ...]


def read_application(data: Mapping[str, Any], form: FormDefinition) -> Read:
    """Read the data of an application for a form. Unknown sections and questions are left out and named."""
    left_out: list[str] = []
    return Read(
        reference=_text(data.get("application"), 24),
        tier_asked=_text(data.get("tier_asked"), 20),
        answers=_answers(data, form, left_out),
        goals=tuple(_goal(each) for each in _dicts(data.get("commitments"))[:GOALS_MAX]),
        papers=tuple(_paper(each) for each in _dicts(data.get("documents"))[:LIST_MAX]),
        claims=tuple(_claim(each) for each in _dicts(data.get("claims"))[:CLAIMS_MAX]),
        left_out=_shortened(left_out),
    )


def _answers(data: Mapping[str, Any], form: FormDefinition, left_out: list[str]) -> dict[str, dict[str, Any]]:
    kept: dict[str, dict[str, Any]] = {}
    given, labels = _dict(data.get("answers")), _dict(data.get("questions"))
    for key, answers in given.items():
        section, named = form.section(key), _dict(labels.get(key))
        known = {question.key: question for question in section.questions} if section else {}
        for question_key, typed in _dict(answers).items():
            if typed in (None, "", [], False):
                continue
            label = _text(named.get(question_key), 200) or _text(f"{key}.{question_key}", 120)
            if question_key not in known:
                left_out.append(f"“{label}” is not asked here.")
            elif not _fits(known[question_key], typed):
                left_out.append(f"“{label}” is asked here in another way.")
            else:
                kept.setdefault(key, {})[question_key] = typed
    return kept


def _fits(question: Question, typed: Any) -> bool:
    if question.kind == "attestation":
        return typed is True
    if question.kind == "choices":
        return isinstance(typed, list) and len(typed) <= LIST_MAX and all(_is_words(each) for each in typed)
    return _is_words(typed)


def _is_words(typed: Any) -> bool:
    return isinstance(typed, str) and len(typed) <= TYPED_MAX_CHARACTERS and "\x00" not in typed


def _shortened(left_out: list[str]) -> tuple[str, ...]:
    more = len(left_out) - NAMED_MAX
    return (*left_out[:NAMED_MAX], *([f"So were {more:,} more answers."] if more > 0 else []))


def _goal(raw: Mapping[str, Any]) -> GoalRead:
    return GoalRead(
        goal=_text(raw.get("goal"), 1000),
        measure=_text(raw.get("measure"), 120),
        statistic=_text(raw.get("statistic"), 20),
        target=_decimal(raw.get("target")),
        due_on=_day(raw.get("due_on")),
    )


def _paper(raw: Mapping[str, Any]) -> Paper:
    return Paper(
        path=_text(raw.get("path"), 250),
        key=_text(raw.get("document"), 24),
        title=_text(raw.get("title"), 120) or "Document",
        kind=_text(raw.get("kind"), 20),
        section=_text(raw.get("section"), 40),
        issued_on=_day(raw.get("issued_on")),
        expires_on=_day(raw.get("expires_on")),
    )


def _claim(raw: Mapping[str, Any]) -> ClaimRead:
    section, question = _text(raw.get("section"), 40), _text(raw.get("question"), 60)
    return ClaimRead(
        part=f"{section}.{question}" if question else "",
        document=_text(raw.get("document"), 24),
        ground=_text(raw.get("ground"), 20),
        reason=_text(raw.get("reason"), 1000),
    )


def _text(raw: Any, most: int) -> str:
    return raw.replace("\x00", "").strip()[:most] if isinstance(raw, str) else ""


def _dict(raw: Any) -> dict[str, Any]:
    return raw if isinstance(raw, dict) else {}


def _dicts(raw: Any) -> list[dict[str, Any]]:
    return [each for each in raw if isinstance(each, dict)] if isinstance(raw, list) else []


def _day(raw: Any) -> date | None:
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError):
        return None


def _decimal(raw: Any) -> Decimal | None:
    try:
        return read_number(raw, below=10**8) if isinstance(raw, str) else None
    except NotANumber:
        return None
