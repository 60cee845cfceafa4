"""What is frozen when an application is sent, and what its reviewers read."""

from __future__ import annotations

import json
from typing import Any

from marketplace.clocks.words import day_words
from marketplace.evidence.assessment import Assessment
from marketplace.evidence.overlap import overlap_facts
from marketplace.evidence.queries import facts_of, rationale_of
from marketplace.evidence.results import finding_result
from marketplace.products.models import ModelVersion
from marketplace.products.pages import amount_of
from marketplace.products.queries import description_of
from marketplace.products.sections import SECTIONS as MODEL_SECTIONS
from marketplace.products.tier_names import tier_label
from marketplace.products.vocabulary import LIST_FIELDS, labels
from procurement.applicationforms.questions import Question, Section
from procurement.applications.models import Application
from procurement.applications.parts import parts
from procurement.applications.queries import scope_of, typed_answers
from procurement.waivablerules.queries import needed_by

MODEL_WORDS = {
    "summary": "In one sentence",
    "day_description": "A day with it",
    "integration": "How people, technology and content join",
    "learner_profiles": "Learner profiles",
    "personal_paths": "Personal paths",
    "competency_progression": "Progress by competency",
    "time_and_space": "Use of time and space",
    "students_served": "Students it serves",
    "staffing": "Staffing",
    "training": "Training",
    "devices": "Devices",
    "space": "Space",
    "connectivity": "Connection and accounts",
    "staff_time": "Time of the district’s own staff",
    "leadership": "Leadership",
    "family_demands": "What families are asked to do",
}
COST_HEADS = ["What a district pays for", "When", "Amount", "Note"]

FINDING_HEADS = ["Study", "What came out", "How sure", "Rating"]
CLAIM_HEADS = [*FINDING_HEADS, "Claimed, beside ours"]
REASON_WORDS = ("Why it should work, on its evidence page", "Research behind it", "The study that is planned")


def frozen_data(application: Application, version: ModelVersion, assessment: Assessment) -> dict[str, Any]:
    """All that the application says, as data without floats: what its hash stands for."""
    typed, form = typed_answers(application), application.round.definition
    provider = application.provider
    return {
        "application": application.reference,
        "round": application.round.reference,
        "policy_version": application.round.policy_version.number,
        "provider": {
            "name": provider.name,
            "ein": provider.ein,
            "owners": list(provider.owners),
            "interests": list(provider.interests),
            "tied_people": list(provider.tied_people),
        },
        "model": {"reference": application.model.reference, "version": version.number, "sha256": version.sha256},
        "tier_asked": application.tier_asked,
        "answers": {section.key: section.cleaned(typed.get(section.key, {})) for section in form.asked(typed)},
        "commitments": [
            {
                "goal": row.goal,
                "measure": row.measure.key,
                "measure_name": row.measure.name,
                "statistic": row.statistic,
                "target": row.target,
                "due_on": row.due_on,
            }
            for row in application.commitments.select_related("measure")
        ],
        "evidence": facts_of(application.model),
        "evidence_read": evidence_read(application, version, assessment),
        "submitted_at": application.submitted_at,
        "submitted_by": str(application.submitted_by),
    } | {part.key: part.frozen(application) for part in parts()}


def evidence_read(application: Application, version: ModelVersion, assessment: Assessment) -> dict[str, Any]:
    """What the evidence carries when the application is sent, as its reviewers will read it."""
    return {
        "carries": str(assessment.tier),
        "facts": evidence_facts(application, version, assessment),
        "heads": CLAIM_HEADS,
        "rows": _findings(assessment),
        "reasons": _reasons(application),
    }


def review_content(application: Application, version: ModelVersion) -> dict[str, Any]:
    """The sections that reviewers read, each naming the criteria it speaks to; the evidence as it was sent."""
    typed, read = typed_answers(application), json.loads(application.canonical_text)["evidence_read"]
    sections = []
    for section in application.round.definition.asked(typed):
        asked = _asked(section, typed.get(section.key, {}))
        sections.append(asked | _beside(section, asked, application, version, read))
    sections += [_model(version), _costs(application, version)]
    sections += [dict(found) for part in parts() if (found := part.reviewed(application))]
    return {"sections": sections, "sha256": application.sha256, "evidence_carries": read["carries"]}


def _asked(section: Section, typed: dict[str, Any]) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "criteria": list(section.criteria),
        "answers": [_read(question, typed.get(question.key)) for question in section.questions],
    }


def _read(question: Question, typed: Any) -> dict[str, Any]:
    """One answer as its reviewers read it; a file is named by the key under which it is had."""
    read = {"key": question.key, "question": question.label, "answer": question.shown(typed)}
    return read | {"file": typed["key"]} if question.kind == "file" and read["answer"] else read


def _beside(
    section: Section, asked: dict[str, Any], application: Application, version: ModelVersion, read: dict[str, Any]
) -> dict[str, Any]:
    if section.panel == "commitments":
        rows = [
            [
                row.goal,
                row.measure.name,
                row.target_words,
                day_words(row.due_on),
            ]
            for row in application.commitments.select_related("measure")
        ]
        return {"heads": ["Goal", "Measure", "Target", "By"], "rows": rows}
    if section.panel == "data":
        elements = version.data_elements.all()
        rows = [[row.element, row.category, row.purpose, row.get_necessity_display()] for row in elements]
        return {"heads": ["Element", "Kind", "Why", "Needed"], "rows": rows}
    if section.panel == "evidence":
        found = {"facts": read["facts"], "heads": read.get("heads", FINDING_HEADS), "rows": read["rows"]}
        return found | {"answers": [*asked["answers"], *read["reasons"]]}
    return {}


def _findings(assessment: Assessment) -> list[list[str]]:
    """One row a finding: what came out, who ran the study, how sure it is, and what it can carry."""
    rows = []
    for result in map(finding_result, assessment.findings):
        verdicts = {mark.name: mark.verdict for mark in result.marks}
        study = f"{result.item.study.label}: {verdicts['Design'].lower()}, run by: {verdicts['Run by'].lower()}"
        if not result.item.independence.is_independent:
            study = f"{study}. {' '.join(result.item.independence.reasons)}"
        numbers = dict(result.numbers)
        sure = f"p {numbers['p']}, {numbers['95% interval']}" if numbers else "No effect computed"
        claimed = " ".join(line.words for line in result.claims) or "Nothing claimed"
        rows.append([study, result.sentence, sure, verdicts["Rating"], claimed])
    return rows


def _reasons(application: Application) -> list[dict[str, str]]:
    """Why the model should work, as its evidence page says it: what an early-stage tier stands on."""
    reasons = rationale_of(application.model)
    if reasons is None:
        return []
    said = (reasons.logic_model, "\n".join(reasons.citations), reasons.evaluation_plan)
    return [{"question": words, "answer": text} for words, text in zip(REASON_WORDS, said, strict=True)]


def evidence_facts(application: Application, version: ModelVersion, assessment: Assessment) -> list[list[str]]:
    """What the portal computed from the model’s evidence, and how far it speaks to what the round invites."""
    label = tier_label(str(assessment.tier), application.round.policy_version_id)
    facts = [
        ["The evidence can carry", label],
        ["Studies", str(assessment.study_count)],
        ["Findings", str(len(assessment.findings))],
        *overlap_facts(assessment, [(row[0], row[1]) for row in scope_of(application.round, version)]),
    ]
    missing = " ".join(condition.missing for condition in assessment.missing if condition.missing)
    return [*facts, ["For the next tier it lacks", missing]] if missing else facts


def _model(version: ModelVersion) -> dict[str, Any]:
    said = description_of(version)
    answers = [
        {"question": MODEL_WORDS[name], "answer": said[name]}
        for part in MODEL_SECTIONS
        for name in part.fields
        if name in MODEL_WORDS
    ]
    for name, vocabulary in LIST_FIELDS.items():
        if name in said:
            words = ", ".join(labels(vocabulary, said[name]))
            answers.append({"question": name.replace("_", " ").capitalize(), "answer": words})
    return {
        "key": "description",
        "title": f"The model’s own page, version {version.number}",
        "criteria": ["learning_model", "design"],
        "answers": answers,
    }


def _costs(application: Application, version: ModelVersion) -> dict[str, Any]:
    """What a version costs in all, how it lasts, and the rules from which schools must be excused."""
    answers = [{"question": "How a district keeps it going", "answer": version.sustainability}]
    answers += [
        {"question": f"Needs schools to be excused from: {rule.title}", "answer": f"{rule.why} {rule.how}"}
        for rule in needed_by(version, application.tier_asked)
    ]
    rows = [[item.what, item.get_timing_display(), amount_of(item), item.note] for item in version.costs.all()]
    return {
        "key": "costs",
        "title": f"What it costs and needs, version {version.number}",
        "criteria": ["sustainability", "implementation"],
        "answers": answers,
        "heads": COST_HEADS,
        "rows": rows,
    }
