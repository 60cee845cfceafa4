"""Rows of the database as the plain data that the rules take."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal

from marketplace.evidence.attributions import attribution_of, registered_entry
from marketplace.evidence.facts import FindingFacts, MeasureFacts, RationaleFacts
from marketplace.evidence.independence import Author, Independence, ProviderIdentity, independence
from marketplace.evidence.judging import BaselineNumbers, GroupNumbers, Judged, RawFinding, StudyDesign
from marketplace.evidence.models import Baseline, Finding, Measure, Rationale, Study, StudyAuthor
from marketplace.evidence.rules import EvidenceRules
from marketplace.evidence.vocabulary import StudySource, Validation
from marketplace.products.models import LearningModel


def study_design(study: Study, finding: Finding) -> StudyDesign:
    """How the study was built; a review may rate one finding otherwise than the rest of its study."""
    return StudyDesign(
        design=study.design,
        is_cluster_assigned=study.is_cluster_assigned,
        is_compromised=study.is_compromised,
        has_confound=study.has_confound,
        boundary=study.boundary,
        review=finding.review or study.review or None,
    )


def raw_finding(finding: Finding, baselines: Iterable[Baseline] = ()) -> RawFinding:
    return RawFinding(
        key=str(finding.pk),
        study=str(finding.study_id),
        domain=finding.domain,
        kind=finding.statistic,
        i=GroupNumbers(
            finding.n_i,
            finding.assigned_i,
            _float(finding.mean_i),
            _float(finding.sd_i),
            _float(finding.share_i),
            _float(finding.pre_mean_i),
            _float(finding.pre_sd_i),
            finding.clusters_i,
            finding.clusters_assigned_i,
        ),
        c=GroupNumbers(
            finding.n_c,
            finding.assigned_c,
            _float(finding.mean_c),
            _float(finding.sd_c),
            _float(finding.share_c),
            _float(finding.pre_mean_c),
            _float(finding.pre_sd_c),
            finding.clusters_c,
            finding.clusters_assigned_c,
        ),
        higher_is_better=finding.measure.higher_is_better,
        is_achievement=finding.is_achievement,
        r_squared=_float(finding.r_squared),
        is_adjusted=finding.is_adjusted,
        is_gain_score=finding.is_gain_score,
        pre_post_correlation=_float(finding.pre_post_correlation),
        icc=_float(finding.icc),
        accounts_for_clusters=finding.accounts_for_clusters,
        published_g=_float(finding.published_g),
        published_is_significant=finding.published_is_significant,
        baselines=tuple(_baseline(row) for row in baselines),
    )


def measure_facts(measure: Measure) -> MeasureFacts:
    is_validated = measure.validation == Validation.VALIDATED
    return MeasureFacts(measure.name, measure.owner, measure.kind, measure.is_normed, is_validated)


def independence_of(
    study: Study,
    model: LearningModel,
    authors: Iterable[StudyAuthor] | None = None,
    *,
    at: datetime | None = None,
    lookback_years: int = EvidenceRules().tie_lookback_years,
) -> Independence:
    """Whether the study is independent of the model's provider, from what its authors declared, and the evaluators of
    the register among them as their declarations stood at an instant (now, where none is given)."""
    rows = study.authors.all() if authors is None else authors
    provider = model.provider
    names = (provider.name,) if provider else tuple(filter(None, [model.provider_name]))
    owners = tuple(map(str, provider.owners)) if provider else ()
    return independence(
        authors=[
            Author(
                row.name,
                row.employer,
                row.paid_by,
                row.owns_share,
                row.made_model,
                registered_entry(
                    attribution_of(row),
                    study.year,
                    provider,
                    at=at,
                    lookback_years=lookback_years,
                    acts_for_provider=getattr(row, "acts_here", False),
                ),
            )
            for row in rows
        ],
        funders=map(str, study.funders),
        provider=ProviderIdentity(names, owners),
        is_accepted_review=study.is_reviewed,
    )


def finding_facts(finding: Finding, study: Study, judged: Judged, free: Independence) -> FindingFacts:
    effect = judged.effect
    return FindingFacts(
        key=judged.key,
        study=str(study.pk),
        label=study.label,
        domain=finding.domain,
        g=effect.g if effect else None,
        se=effect.se if effect else None,
        n=finding.n,
        is_significant=judged.is_significant,
        rating=judged.rating.level,
        design=study.design,
        measure=measure_facts(finding.measure),
        independence=free.verdict,
        is_reviewed=study.is_reviewed,
        is_adjusted=finding.is_adjusted or finding.is_gain_score,
        is_pilot=study.source == StudySource.PILOT,
        is_multisite=study.is_multisite,
        n_schools=study.school_count,
        districts=tuple(map(str, study.districts)),
        equivalence_holds=judged.equivalence.holds,
        stood_behind=free.reasons,
    )


def rationale_facts(rationale: Rationale | None) -> RationaleFacts:
    if rationale is None:
        return RationaleFacts()
    return RationaleFacts(
        bool(rationale.logic_model.strip()), len(rationale.citations), bool(rationale.evaluation_plan.strip())
    )


def _baseline(row: Baseline) -> BaselineNumbers:
    return BaselineNumbers(
        row.name,
        GroupNumbers(pre_mean=_float(row.mean_i), pre_sd=_float(row.sd_i), share=_float(row.share_i)),
        GroupNumbers(pre_mean=_float(row.mean_c), pre_sd=_float(row.sd_c), share=_float(row.share_c)),
    )


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
