"""Studies that an outside body reviewed, as the portal enters them from a public file."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from marketplace.audit.services import record
from marketplace.evidence.models import Finding, Study
from marketplace.evidence.services.common import changed_fields, check_choices
from marketplace.evidence.signals import evidence_changed
from marketplace.evidence.vocabulary import StudySource
from marketplace.lifecycles.services import service
from marketplace.products.models import LearningModel


@dataclass(frozen=True)
class ReviewedFinding:
    """A finding as a review gives it: the source's id and the fields of `Finding`."""

    source_id: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class ReviewedStudy:
    """A study as a review gives it: the source's id, the fields of `Study`, its findings."""

    source_id: str
    values: Mapping[str, Any]
    findings: Sequence[ReviewedFinding]


@service
def record_reviewed_evidence(
    *, model: LearningModel, studies: Sequence[ReviewedStudy], at: datetime, source: str = StudySource.WWC
) -> Counter[str]:
    """Add reviewed studies with their findings to a model, or bring them up to date.

    Returns how many findings were "added", "changed" and "unchanged"; the same again changes nothing.
    Raises ValidationError for a value outside its vocabulary.
    """
    known = {row.source_id: row for row in model.studies.filter(source=source).prefetch_related("findings")}
    counts: Counter[str] = Counter()
    touched = False
    for given in studies:
        study = known.get(given.source_id) or Study(
            model=model, source=source, source_id=given.source_id, created_at=at, saved_at=at
        )
        is_new = study.pk is None
        findings = {} if is_new else {row.source_id: row for row in study.findings.all()}
        touched |= _keep(study, given.values, "study", at) != "unchanged"
        new = []
        for each in given.findings:
            if each.source_id in findings:
                counts[_keep(findings[each.source_id], each.values, "finding", at)] += 1
            else:
                new.append(Finding(study=study, source_id=each.source_id, saved_at=at))
                _set(new[-1], each.values, each.values)
        for finding in Finding.objects.bulk_create(new):
            record("finding.create", subject=finding, actor=None, at=at)
        counts["added"] += len(new)
    if touched or counts["added"] or counts["changed"]:
        evidence_changed.send(sender=LearningModel, model=model, at=at)
    return counts


def _keep(row: Study | Finding, values: Mapping[str, Any], kind: str, at: datetime) -> str:
    is_new = row.pk is None
    changed = list(values) if is_new else changed_fields(row, values)
    if not changed:
        return "unchanged"
    _set(row, values, changed)
    if not is_new:
        row.edition += 1
        row.saved_at = at
    row.save()
    if is_new:
        record(f"{kind}.create", subject=row, actor=None, at=at)
        return "added"
    record(f"{kind}.save", subject=row, actor=None, at=at, payload={"fields": changed, "edition": row.edition})
    return "changed"


def _set(row: Study | Finding, values: Mapping[str, Any], names: Iterable[str]) -> None:
    for name in names:
        setattr(row, name, values[name])
    check_choices(row, names)
