"""The evidence of a model's page: every study with its findings, what they cannot tell, and what the panel said."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import reverse

from marketplace.evidence import wording
from marketplace.evidence.assessment import AssessedFinding, Assessment
from marketplace.evidence.models import Measure, Study
from marketplace.evidence.pictures import why_not_pooled
from marketplace.evidence.vocabulary import Design, StudySource
from marketplace.products.models import LearningModel
from procurement.designations.queries import panel_decision_of
from procurement.policy.criteria import SCORE_MAX


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One result of a study as computed here. `note` says why it does not count, or that it could not be computed."""

    measure: Measure
    outcome: str
    students: int
    g: str
    p: str
    note: str


@dataclass(frozen=True, slots=True)
class StudyRecord:
    """One study of the record, to which every number of it on the page leads."""

    study: Study
    design: str
    url: str
    rows: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class PanelWords:
    """What the panel found: its own words, and each criterion’s reason as a strength or a weakness."""

    reference: str
    summary: str
    strengths: tuple[tuple[str, str], ...]
    weaknesses: tuple[tuple[str, str], ...]


def studies_on_record(assessment: Assessment) -> tuple[StudyRecord, ...]:
    """Every study with its findings, the newest first. Adds no query."""
    found = sorted(assessment.findings, key=lambda item: (-(item.study.year or 0), item.study.pk))
    return tuple(_record(list(items)) for _, items in groupby(found, key=lambda item: item.study.pk))


def _record(items: list[AssessedFinding]) -> StudyRecord:
    study = items[0].study
    is_pilot = study.source == StudySource.PILOT
    url = reverse("pilots:summary", args=[study.source_id]) if is_pilot else study.url
    return StudyRecord(study, Design(study.design).label, url, tuple(map(_row, items)))


def _row(item: AssessedFinding) -> FindingRow:
    effect, finding = item.judged.effect, item.finding
    problem = item.judged.problem.reason if item.judged.problem else ""
    return FindingRow(
        measure=finding.measure,
        outcome=finding.domain_words,
        students=item.facts.n,
        g=f"{wording.number(effect.g)} ({wording.number(effect.se)})" if effect else "",
        p=wording.p_value(effect.p) if effect else "",
        note=problem or why_not_pooled(item.facts),
    )


def panel_words(model: LearningModel, at: datetime) -> PanelWords | None:
    """The latest public words of a panel. The upper half of the scores counts as strength, the lower as weakness."""
    decision = panel_decision_of(model, at=at)
    if decision is None:
        return None
    scored = [row for row in decision.reasons if row.get("score") is not None]
    strong = (row for row in scored if row["score"] > SCORE_MAX / 2)
    weak = (row for row in scored if row["score"] <= SCORE_MAX / 2)
    return PanelWords(decision.reference, decision.summary, _reasons(strong), _reasons(weak))


def _reasons(rows: Iterable[dict]) -> tuple[tuple[str, str], ...]:
    return tuple((row["criterion"], row["reason"]) for row in rows)
