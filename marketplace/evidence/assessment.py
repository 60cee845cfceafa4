"""What a model's evidence says: every number judged, the tier it can carry, and the picture. The one place for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch, prefetch_related_objects

from marketplace.evidence import essa, reading
from marketplace.evidence.attributions import with_attributions
from marketplace.evidence.facts import Condition, Eligibility, FindingFacts, TierVerdict
from marketplace.evidence.independence import Independence
from marketplace.evidence.judging import Judged, judge_all
from marketplace.evidence.models import Finding, Rationale, Study, StudyAuthor
from marketplace.evidence.pictures import Picture, pictures
from marketplace.evidence.rules import EvidenceRules
from marketplace.evidence.vocabulary import StudySource
from marketplace.products.models import LearningModel


@dataclass(frozen=True)
class AssessedFinding:
    """A finding with what the portal computed for it."""

    finding: Finding
    study: Study
    judged: Judged
    facts: FindingFacts
    independence: Independence


@dataclass(frozen=True)
class Assessment:
    """The evidence of one model, judged. `tier` is what it can carry; a designation also needs people's decision."""

    model: LearningModel
    eligibility: Eligibility
    findings: tuple[AssessedFinding, ...]
    rules: EvidenceRules

    @property
    def tier(self) -> str:
        return self.eligibility.tier

    @property
    def reasons(self) -> tuple[Condition, ...]:
        return self.eligibility.reasons

    @property
    def missing(self) -> tuple[Condition, ...]:
        return self.eligibility.missing

    @property
    def verdicts(self) -> tuple[TierVerdict, ...]:
        return self.eligibility.verdicts

    @cached_property
    def pictures(self) -> tuple[Picture, ...]:
        """One a kind of outcome; first those that the tier rests on."""
        made = pictures([item.facts for item in self.findings])
        return tuple(sorted(made, key=lambda picture: picture.domain not in self.eligibility.outcomes))

    @property
    def picture(self) -> Picture | None:
        """The kind of outcome that the page and the catalogue speak of first."""
        return self.pictures[0] if self.pictures else None

    @property
    def study_count(self) -> int:
        return len({item.study.pk for item in self.findings})

    def carries(self, tier: str) -> bool:
        """Whether the evidence reaches this tier, or a higher one."""
        return not essa.is_higher(tier, self.tier)


def assess(
    *, model: LearningModel, at: datetime | None = None, rules: EvidenceRules | None = None, as_listed: bool = False
) -> Assessment:
    """Judge all the evidence of one model. The same for a provider's entry, an import, a pilot and a review.

    `at` leaves out studies that were not yet on record then; `rules` are those of the policy that applies;
    `as_listed` leaves out what its provider entered, as for a listing from research.
    """
    return assess_many(models=[model], at=at, rules=rules, listed=[model.pk] if as_listed else ())[model.pk]


def assess_many(
    *,
    models: Iterable[LearningModel],
    at: datetime | None = None,
    rules: EvidenceRules | None = None,
    listed: Collection[int] = (),
) -> dict[int, Assessment]:
    """Judge the evidence of many models, by model id, in a fixed number of queries; of those `listed` from research
    without what their provider entered."""
    models, rules = list(models), rules or EvidenceRules()
    prefetch_related_objects(models, "provider", "rationale")
    rows: dict[int, list[Finding]] = {}
    for finding in _findings([model.pk for model in models], at, listed):
        rows.setdefault(finding.study.model_id, []).append(finding)
    rationales = {model.pk: getattr(model, "rationale", None) for model in models if model.pk not in listed}
    return {model.pk: _assessed(model, rows.get(model.pk, []), rationales.get(model.pk), rules, at) for model in models}


def _findings(model_ids: list[int], at: datetime | None, listed: Collection[int]) -> list[Finding]:
    """Findings with their studies, each study one record; one without findings says nothing."""
    on_record = {"study__created_at__lte": at} if at else {}
    rows = Finding.objects.filter(study__model__in=model_ids, **on_record)
    rows = rows.exclude(study__model__in=listed, study__source=StudySource.PROVIDER)
    rows = rows.select_related("measure", "study").prefetch_related("baselines")
    found = list(rows.order_by("study__model_id", "study_id", "pk"))
    studies: dict[int, Study] = {}
    for finding in found:
        finding.study = studies.setdefault(finding.study_id, finding.study)
    authors = Prefetch("authors", with_attributions(StudyAuthor.objects.order_by("pk")))
    prefetch_related_objects(list(studies.values()), authors)
    return found


def _assessed(
    model: LearningModel,
    findings: list[Finding],
    rationale: Rationale | None,
    rules: EvidenceRules,
    at: datetime | None,
) -> Assessment:
    rows = [(finding, finding.study) for finding in findings]
    judged = judge_all(
        [
            (reading.raw_finding(finding, finding.baselines.all()), reading.study_design(study, finding))
            for finding, study in rows
        ],
        rules,
    )
    free = {
        study.pk: reading.independence_of(study, model, at=at, lookback_years=rules.tie_lookback_years)
        for study in {study.pk: study for _, study in rows}.values()
    }
    found = tuple(
        AssessedFinding(
            finding, study, result, reading.finding_facts(finding, study, result, free[study.pk]), free[study.pk]
        )
        for (finding, study), result in zip(rows, judged, strict=True)
    )
    eligibility = essa.eligibility(
        [item.facts for item in found], rationale=reading.rationale_facts(rationale), rules=rules
    )
    return Assessment(model, eligibility, found, rules)
