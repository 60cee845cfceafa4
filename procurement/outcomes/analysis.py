"""PURE: what an outcome report's totals amount to: effects, attrition, starting point, values of the decision rule.

All computing is the evidence slice's (Pilotage rules 2.3); here a pilot's totals are put in its words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from marketplace.evidence import standards
from marketplace.evidence.judging import BaselineNumbers, GroupNumbers, Judged, RawFinding, StudyDesign, judge_all
from marketplace.evidence.rules import EvidenceRules
from procurement.outcomes.verdict import DecisionRule, Verdict, decide

DESIGNS = {
    "randomized": standards.RCT,
    "matched_comparison": standards.QED,
    "earlier_cohort": standards.QED,
    "none": standards.PRE_POST,
}
DIGITS = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class MeasureTerms:
    """A measure as the contract fixed it. `domain` and `is_achievement` come from the registry."""

    key: str
    name: str
    kind: str
    higher_is_better: bool = True
    domain: str = ""
    is_achievement: bool = True

    @property
    def is_binary(self) -> bool:
        return self.kind == "binary"


@dataclass(frozen=True, slots=True)
class ArmTotals:
    """One arm's totals on one measure; None is not reported. Means carry the measure's unit."""

    n: int | None = None
    mean: Decimal | None = None
    sd: Decimal | None = None
    met: int | None = None
    before_mean: Decimal | None = None
    before_sd: Decimal | None = None
    before_met: int | None = None
    assigned: int | None = None
    clusters: int | None = None

    @property
    def share(self) -> Decimal | None:
        return None if not self.n or self.met is None else Decimal(self.met) / self.n

    @property
    def before_share(self) -> Decimal | None:
        return None if not self.n or self.before_met is None else Decimal(self.before_met) / self.n


@dataclass(frozen=True, slots=True)
class ComparisonTerms:
    """How the comparison was made. `design` is the contract's word; whole groups may have been assigned."""

    design: str
    is_cluster_assigned: bool = False
    is_adjusted: bool = False

    @property
    def has_comparison(self) -> bool:
        return self.design != "none"


@dataclass(frozen=True, slots=True)
class MeasureOutcome:
    """One measure with both arms and what they amount to."""

    terms: MeasureTerms
    treatment: ArmTotals
    comparison: ArmTotals
    judged: Judged
    values: Mapping[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Analysis:
    measures: tuple[MeasureOutcome, ...]
    verdict: Verdict

    def of(self, key: str) -> MeasureOutcome:
        return next(measure for measure in self.measures if measure.terms.key == key)


def analyze(
    measures: Iterable[tuple[MeasureTerms, ArmTotals, ArmTotals]],
    *,
    comparison: ComparisonTerms,
    rule: DecisionRule,
    rules: EvidenceRules,
) -> Analysis:
    """Compute each measure, several outcomes in one domain counted together, and apply the contract's rule."""
    rows = list(measures)
    design = StudyDesign(DESIGNS[comparison.design], is_cluster_assigned=comparison.is_cluster_assigned)
    judged = judge_all([(_raw(*row, comparison), design) for row in rows], rules)
    outcomes = tuple(
        MeasureOutcome(terms, with_model, without, found, _values(terms, with_model, without, found, comparison))
        for (terms, with_model, without), found in zip(rows, judged, strict=True)
    )
    values = {(item.terms.key, name): value for item in outcomes for name, value in item.values.items()}
    return Analysis(outcomes, decide(rule, values))


def _raw(terms: MeasureTerms, treatment: ArmTotals, comparison: ArmTotals, how: ComparisonTerms) -> RawFinding:
    baselines = ()
    if terms.is_binary and treatment.before_share is not None and comparison.before_share is not None:
        baselines = (BaselineNumbers("the starting test", _before(treatment), _before(comparison)),)
    return RawFinding(
        key=terms.key,
        study="pilot",
        domain=terms.domain or terms.key,
        kind="binary" if terms.is_binary else "continuous",
        i=_group(treatment),
        c=_group(comparison),
        higher_is_better=terms.higher_is_better,
        is_achievement=terms.is_achievement,
        is_adjusted=how.is_adjusted,
        baselines=baselines,
    )


def _group(arm: ArmTotals) -> GroupNumbers:
    return GroupNumbers(
        n=arm.n,
        assigned=arm.assigned,
        mean=_float(arm.mean),
        sd=_float(arm.sd),
        share=_float(arm.share),
        pre_mean=_float(arm.before_mean),
        pre_sd=_float(arm.before_sd),
        clusters=arm.clusters,
    )


def _before(arm: ArmTotals) -> GroupNumbers:
    return GroupNumbers(n=arm.n, share=_float(arm.before_share))


def _values(
    terms: MeasureTerms, treatment: ArmTotals, comparison: ArmTotals, judged: Judged, how: ComparisonTerms
) -> dict[str, Decimal | None]:
    effect = judged.effect if how.has_comparison else None
    average = _percent(treatment.share) if terms.is_binary else treatment.mean
    return {
        "g": _rounded(effect.g if effect else None),
        "p": _rounded(effect.p if effect else None),
        "improvement_index": _rounded(judged.improvement if effect else None),
        "mean_difference": _difference(terms, treatment, comparison, how),
        "percent_meeting": _percent(treatment.share),
        "mean": average,
        "minutes": treatment.mean,
    }


def _difference(
    terms: MeasureTerms, treatment: ArmTotals, comparison: ArmTotals, how: ComparisonTerms
) -> Decimal | None:
    """Between the groups, in the measure's unit (percentage points for a yes or no); growth for one group."""
    if terms.is_binary:
        first, second = treatment.share, comparison.share if how.has_comparison else treatment.before_share
        return None if first is None or second is None else _percent(first - second)
    first, second = treatment.mean, comparison.mean if how.has_comparison else treatment.before_mean
    return None if first is None or second is None else first - second


def _percent(share: Decimal | None) -> Decimal | None:
    return None if share is None else (share * 100).quantize(DIGITS)


def _rounded(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(float(value))).quantize(DIGITS)


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
