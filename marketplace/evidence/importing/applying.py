"""Facts of a file written through services, in one transaction, the same again changing nothing."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from marketplace.evidence.importing.carried import read_carried
from marketplace.evidence.importing.composing import description
from marketplace.evidence.importing.facts import FileFacts, InterventionFact, MeasureFact, RefusedRow, StudyFact
from marketplace.evidence.importing.wwc import read_file
from marketplace.evidence.models import Measure
from marketplace.evidence.services import (
    ReviewedFinding,
    ReviewedStudy,
    record_reviewed_evidence,
    register_measure,
)
from marketplace.evidence.vocabulary import (
    NOT_ACHIEVEMENT,
    OUTCOME_DOMAINS,
    MeasureCategory,
    MeasureKind,
    MeasureOwner,
)
from marketplace.lifecycles.services import service
from marketplace.products.models import LearningModel
from marketplace.products.services import describe_unclaimed_model, list_unclaimed_model

SOURCE_KEY = "wwc"
Progress = Callable[[float], None]
OWNERS = {MeasureCategory.RESEARCHER: MeasureOwner.RESEARCHER, MeasureCategory.DEVELOPER: MeasureOwner.PROVIDER}
STANDARDIZED = (MeasureCategory.BROAD, MeasureCategory.NARROW)


@dataclass
class Report:
    """What an import did, or with a dry run would do; findings are counted, refused rows named."""

    source: str = ""
    counts: Counter[str] = field(default_factory=Counter)
    model_counts: Counter[str] = field(default_factory=Counter)
    refused: list[RefusedRow] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)


class _DryRun(Exception):
    """Takes back what a dry run did."""


def import_findings(*, path: Path, at: datetime, dry_run: bool = False, progress: Progress | None = None) -> Report:
    """Take in a findings file of the clearinghouse, or one in the project's own format.

    Each intervention becomes an unclaimed model with its studies and findings. Raises UnreadableFile for another file.
    """
    facts = read_carried(path) if path.suffix == ".json" else read_file(path)
    report = Report(facts.source, refused=facts.refused, left_out=facts.left_out)
    report.counts["refused"] = len(facts.refused)

    @service
    def import_all() -> None:
        _import(facts, report, at, progress or (lambda share: None))
        if dry_run:
            raise _DryRun

    with suppress(_DryRun):
        import_all()
    return report


def _import(facts: FileFacts, report: Report, at: datetime, progress: Progress) -> None:
    measures = _registered(facts, at)
    models = {model.source_id: model for model in LearningModel.objects.filter(source=SOURCE_KEY)}
    for done, fact in enumerate(facts.interventions, start=1):
        model = models.get(fact.source_id)
        report.model_counts["known" if model else "added"] += 1
        model = _model(fact, model, at)
        report.counts += record_reviewed_evidence(
            model=model, studies=[_study(study, measures) for study in fact.studies], at=at
        )
        progress(done / len(facts.interventions))


def _model(fact: InterventionFact, model: LearningModel | None, at: datetime) -> LearningModel:
    composed = description(fact, outcomes=OUTCOME_DOMAINS, unsized=NOT_ACHIEVEMENT)
    if model is None:
        return list_unclaimed_model(
            name=fact.name, source=SOURCE_KEY, source_id=fact.source_id, description=composed, at=at
        )
    if model.is_unclaimed:
        describe_unclaimed_model(model=model, description=composed, at=at)
    return model


def _study(study: StudyFact, measures: dict[str, Measure]) -> ReviewedStudy:
    values = {**study.values, "label": study.label, "citation": study.citation, "locales": list(study.locales)}
    findings = [
        ReviewedFinding(
            finding.source_id,
            {**_as_columns(finding.values), "domain": finding.domain, "measure": measures[finding.measure.key]},
        )
        for finding in study.findings
    ]
    return ReviewedStudy(study.source_id, values, findings)


def _as_columns(values: dict[str, Any]) -> dict[str, Any]:
    p = values["published_p"]
    return {**values, "published_p": None if p is None else float(p)}


def _registered(facts: FileFacts, at: datetime) -> dict[str, Measure]:
    wanted = {f.measure.key: f.measure for i in facts.interventions for s in i.studies for f in s.findings}
    known = Measure.objects.in_bulk(wanted, field_name="key")
    for key, fact in wanted.items():
        if key not in known:
            known[key] = _register(fact, at)
    return known


def _register(fact: MeasureFact, at: datetime) -> Measure:
    """A measure as the file's category says: standardized ones count as validated (Pilotage rules 2.4)."""
    is_standardized = fact.category in STANDARDIZED
    return register_measure(
        key=fact.key,
        source=SOURCE_KEY,
        values={
            "name": fact.name,
            "category": fact.category,
            "domain": fact.domain,
            "owner": OWNERS.get(fact.category, MeasureOwner.NOT_RECORDED),
            "kind": MeasureKind.SUMMATIVE if fact.category == MeasureCategory.BROAD else MeasureKind.FORMATIVE,
            "is_normed": fact.category == MeasureCategory.BROAD,
            "higher_is_better": None,
        },
        actor=None,
        at=at,
        is_validated=is_standardized,
    )
