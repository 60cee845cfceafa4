"""PURE: the public copy of an application: what was frozen, without what is claimed, and a list of what is left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procurement.applicationforms.questions import FormDefinition, Question
from procurement.disclosures.grounds import BY_KEY

KEY = "confidentiality"
NOT_ANSWERED = "Not answered"


def public_data(frozen: Mapping[str, Any], form: FormDefinition) -> dict[str, Any]:
    """The public copy as data, made from what was frozen. Left out: what is claimed, the provider's tax number, and
    who owns it."""
    claims = frozen.get(KEY, {}).get("claims", [])
    claimed = {(claim["section"], claim["question"]): claim for claim in claims if claim["question"]}
    papers = {claim["document"]: claim for claim in claims if claim["document"]}
    return {
        "application": frozen["application"],
        "round": frozen["round"],
        "provider": frozen["provider"]["name"],
        "model": frozen["model"],
        "tier_asked": frozen["tier_asked"],
        "submitted_at": frozen["submitted_at"],
        "sections": [_section(section, frozen["answers"].get(section.key, {}), claimed) for section in form.sections],
        "goals": [_goal(goal) for goal in frozen["commitments"]],
        "documents": [_document(paper, papers.get(paper["document"])) for paper in frozen.get("documents", [])],
        "left_out": [_entry(claim) for claim in claims],
    }


def left_out_words(claim: Mapping[str, Any]) -> str:
    """What stands in the place of what is left out."""
    return f"[Left out: {BY_KEY[claim['ground']].label.lower()}]"


def answer_words(question: Question, value: Any) -> str:
    """The value of a frozen answer in words."""
    return NOT_ANSWERED if value is None else question.shown_frozen(value)


def _section(section: Any, answers: Mapping[str, Any], claimed: Mapping[tuple[str, str], Any]) -> dict[str, Any]:
    rows = []
    for question in section.questions:
        claim = claimed.get((section.key, question.key))
        words = left_out_words(claim) if claim else answer_words(question, answers.get(question.key))
        rows.append({"question": question.label, "answer": words})
    return {"title": section.title, "answers": rows}


def _goal(goal: Mapping[str, Any]) -> dict[str, Any]:
    named = ("goal", "measure_name", "statistic", "target", "due_on")
    return {name: goal[name] for name in named}


def _document(paper: Mapping[str, Any], claim: Mapping[str, Any] | None) -> dict[str, Any]:
    if claim:
        return {"title": left_out_words(claim), "version": None, "sha256": ""}
    return {"title": paper["title"], "version": paper["version"], "sha256": paper["sha256"]}


def _entry(claim: Mapping[str, Any]) -> dict[str, Any]:
    ground = BY_KEY[claim["ground"]]
    return {"place": claim["place"], "ground": ground.label, "source": ground.source, "reason": claim["reason"]}
