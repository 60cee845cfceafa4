"""What a pilot of this portal found, as evidence of its model."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from marketplace.evidence.models import Finding, Measure, Study, StudyAuthor
from marketplace.evidence.services.common import check_choices, noted, only
from marketplace.evidence.services.findings import FIELDS
from marketplace.evidence.vocabulary import AssignedBy, StudySource
from marketplace.lifecycles.services import service
from marketplace.products.models import LearningModel, ModelVersion


@service
def add_pilot_finding(
    *,
    model: LearningModel,
    version: ModelVersion | None,
    pilot_reference: str,
    label: str,
    year: int,
    design: str,
    measure: Measure,
    values: Mapping[str, Any],
    at: datetime,
    districts: Sequence[str],
    assigned_by: str = AssignedBy.STUDENT,
    school_count: int | None = None,
    locales: Sequence[str] = (),
    authors: Sequence[Mapping[str, Any]] = (),
    funders: Sequence[str] = (),
) -> Finding:
    """Write one published result of a pilot down as a finding; the pilot is one study however many measures it has.

    `values` holds the finding's fields (n_i, mean_i, sd_i, statistic, ...), `authors` what each author declared
    (name, employer, paid_by, owns_share, made_model). Called again for the same pilot and measure it does nothing.
    """
    study = model.studies.filter(source=StudySource.PILOT, source_id=pilot_reference).first()
    if study is None:
        study = Study(
            model=model,
            version=version,
            source=StudySource.PILOT,
            source_id=pilot_reference,
            label=label,
            year=year,
            design=design,
            assigned_by=assigned_by,
            school_count=school_count,
            districts=list(districts),
            locales=list(locales),
            funders=list(funders),
            created_at=at,
            saved_at=at,
        )
        check_choices(study, ("design", "assigned_by"))
        study.save()
        StudyAuthor.objects.bulk_create(StudyAuthor(study=study, **author) for author in authors)
        noted("study.create", study, model, None, at, label=label)
    source_id = f"{pilot_reference}:{measure.key}"
    finding = study.findings.filter(source_id=source_id).first()
    if finding is None:
        kept = {"domain": measure.domain, **only(values, FIELDS)}
        finding = Finding(study=study, measure=measure, source_id=source_id, saved_at=at, **kept)
        check_choices(finding, kept)
        finding.save()
        noted("finding.create", finding, model, None, at, measure=measure.name)
    return finding
