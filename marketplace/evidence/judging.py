"""PURE: one finding's numbers judged: effect, clusters, lost students, starting point, rating (Pilotage rules 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from marketplace.evidence import effects as fx
from marketplace.evidence import standards
from marketplace.evidence.attrition import CAUTIOUS, Attrition, attrition
from marketplace.evidence.multiple import Adjusted, benjamini_hochberg
from marketplace.evidence.rules import EvidenceRules

SAME_TEST = "the starting test"


@dataclass(frozen=True, slots=True)
class GroupNumbers:
    """One group as a study reports it. What is not reported is None; shares are 0 to 1."""

    n: int | None = None
    assigned: int | None = None
    mean: float | None = None
    sd: float | None = None
    share: float | None = None
    pre_mean: float | None = None
    pre_sd: float | None = None
    clusters: int | None = None
    clusters_assigned: int | None = None


@dataclass(frozen=True, slots=True)
class BaselineNumbers:
    """One more thing measured before the start, for both groups."""

    name: str
    i: GroupNumbers
    c: GroupNumbers


@dataclass(frozen=True, slots=True)
class StudyDesign:
    """How a study was built, as far as judging its findings asks. `review` is an outside review's rating, or None."""

    design: str
    is_cluster_assigned: bool = False
    is_compromised: bool = False
    has_confound: bool = False
    boundary: str = CAUTIOUS
    review: str | None = None


@dataclass(frozen=True, slots=True)
class RawFinding:
    """One finding's numbers as entered or imported, before any judgement."""

    key: str
    study: str
    domain: str
    kind: Literal["continuous", "binary", "published"]
    i: GroupNumbers
    c: GroupNumbers
    higher_is_better: bool | None = True
    is_achievement: bool = True
    r_squared: float | None = None
    is_adjusted: bool = False
    is_gain_score: bool = False
    pre_post_correlation: float | None = None
    icc: float | None = None
    accounts_for_clusters: bool = False
    published_g: float | None = None
    published_is_significant: bool | None = None
    baselines: tuple[BaselineNumbers, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """What the portal computed for one finding. `effect` is oriented: above 0 is better for students.

    `problem` names the field and the reason where the effect cannot be computed.
    """

    key: str
    effect: fx.Effect | None
    naive: fx.Effect | None
    correction: fx.ClusterCorrection | None
    attrition: Attrition | None
    equivalence: standards.Equivalence
    rating: standards.Rating
    is_significant: bool
    adjusted: Adjusted | None = None
    problem: fx.NotComputable | None = None
    notes: tuple[str, ...] = ()

    @property
    def improvement(self) -> float | None:
        return fx.improvement_index(self.effect.g) if self.effect else None


def judge(raw: RawFinding, study: StudyDesign, rules: EvidenceRules) -> Judged:
    """Compute everything for one finding. Significance is of this finding alone, before other outcomes are counted."""
    problem = naive = correction = effect = None
    try:
        naive = _effect(raw, rules)
        correction = _correction(raw, study, naive, rules)
        effect = fx.corrected(naive, correction, with_gamma=rules.shows_gamma) if correction else naive
    except fx.NotComputable as cannot:
        problem = cannot
    lost = _lost(raw, study)
    alike = _alike(raw)
    rating = _rating(raw, study, lost, alike)
    if study.review and raw.published_is_significant is not None:
        is_significant = raw.published_is_significant
    else:
        is_significant = effect is not None and effect.p < rules.alpha and study.design != standards.PRE_POST
    return Judged(raw.key, effect, naive, correction, lost, alike, rating, is_significant, None, problem, _notes(raw))


def judge_all(pairs: Sequence[tuple[RawFinding, StudyDesign]], rules: EvidenceRules) -> list[Judged]:
    """Judge many findings; own findings of one study in one domain share the chance of a false alarm."""
    judged = [judge(raw, study, rules) for raw, study in pairs]
    families: dict[tuple[str, str], list[int]] = {}
    for index, (raw, study) in enumerate(pairs):
        if not study.review and judged[index].effect is not None:
            families.setdefault((raw.study, raw.domain), []).append(index)
    for members in families.values():
        if len(members) < 2:
            continue
        outcomes = benjamini_hochberg([judged[index].effect.p for index in members], alpha=rules.alpha)
        for index, outcome in zip(members, outcomes, strict=True):
            stays = judged[index].is_significant and outcome.is_significant
            judged[index] = replace(judged[index], adjusted=outcome, is_significant=stays)
    return judged


def _effect(raw: RawFinding, rules: EvidenceRules) -> fx.Effect:
    if raw.kind == "published":
        return fx.published_effect(_need(raw.published_g, "published_g"), *_sizes(raw))
    n_i, n_c = _sizes(raw)
    if raw.kind == "binary":
        effect = fx.cox(fx.Share(n_i, _need(raw.i.share, "share_i")), fx.Share(n_c, _need(raw.c.share, "share_c")))
    else:
        effect = fx.hedges_g(
            fx.Group(n_i, _need(raw.i.mean, "mean_i"), _need(raw.i.sd, "sd_i")),
            fx.Group(n_c, _need(raw.c.mean, "mean_c"), _need(raw.c.sd, "sd_c")),
            r_squared=raw.r_squared or 0.0,
        )
    if raw.is_gain_score:
        correlation = rules.pre_post_correlation if raw.pre_post_correlation is None else raw.pre_post_correlation
        effect = fx.difference_in_differences(effect, _before(raw), correlation=correlation)
    return effect if raw.higher_is_better is not False else _turned(effect)


def _turned(effect: fx.Effect) -> fx.Effect:
    return replace(effect, g=-effect.g, t=-effect.t)


def _before(raw: RawFinding) -> fx.Effect:
    n_i, n_c = _sizes(raw)
    return fx.hedges_g(
        fx.Group(n_i, _need(raw.i.pre_mean, "pre_mean_i"), _need(raw.i.pre_sd, "pre_sd_i")),
        fx.Group(n_c, _need(raw.c.pre_mean, "pre_mean_c"), _need(raw.c.pre_sd, "pre_sd_c")),
    )


def _correction(
    raw: RawFinding, study: StudyDesign, effect: fx.Effect, rules: EvidenceRules
) -> fx.ClusterCorrection | None:
    if not study.is_cluster_assigned or raw.accounts_for_clusters:
        return None
    if study.review and (raw.i.clusters is None or raw.c.clusters is None):
        return None
    clusters = int(_need(raw.i.clusters, "clusters_i")) + int(_need(raw.c.clusters, "clusters_c"))
    default = rules.icc_achievement if raw.is_achievement else rules.icc_other
    return fx.cluster_correction(effect, clusters=clusters, icc=default if raw.icc is None else raw.icc)


def _lost(raw: RawFinding, study: StudyDesign) -> Attrition | None:
    """Lost students and, where whole groups were assigned, lost groups; the worse of the two decides."""
    students = _attrition(raw.i.assigned, raw.i.n, raw.c.assigned, raw.c.n, study.boundary, "students")
    groups = _attrition(
        raw.i.clusters_assigned, raw.i.clusters, raw.c.clusters_assigned, raw.c.clusters, study.boundary, "groups"
    )
    if students and groups:
        return students if not students.is_low else groups if not groups.is_low else students
    return students


def _attrition(
    assigned_i: int | None, n_i: int | None, assigned_c: int | None, n_c: int | None, boundary: str, level: str
) -> Attrition | None:
    if not assigned_i or not assigned_c or n_i is None or n_c is None or n_i > assigned_i or n_c > assigned_c:
        return None
    return attrition(
        assigned_i=assigned_i, assigned_c=assigned_c, analyzed_i=n_i, analyzed_c=n_c, boundary=boundary, level=level
    )


def _alike(raw: RawFinding) -> standards.Equivalence:
    covariates = []
    if raw.i.pre_mean is not None and raw.i.n and raw.c.n:
        covariates.append((SAME_TEST, raw.i, raw.c))
    covariates += [(baseline.name, baseline.i, baseline.c) for baseline in raw.baselines]
    found = []
    for name, i, c in covariates:
        gap = _gap(i, c, raw)
        if gap is None:
            return standards.Equivalence("unknown", None, f"The starting numbers for {name} are not complete.")
        found.append(standards.Covariate(name, gap))
    return standards.equivalence(found, is_adjusted=raw.is_adjusted or raw.is_gain_score)


def _gap(i: GroupNumbers, c: GroupNumbers, raw: RawFinding) -> float | None:
    n_i, n_c = i.n or raw.i.n, c.n or raw.c.n
    try:
        if i.share is not None and i.pre_mean is None:
            return fx.cox(fx.Share(n_i, i.share), fx.Share(n_c, c.share)).g
        return fx.standardized(fx.Group(n_i, i.pre_mean, i.pre_sd), fx.Group(n_c, c.pre_mean, c.pre_sd))
    except (fx.NotComputable, TypeError):
        return None


def _rating(
    raw: RawFinding, study: StudyDesign, lost: Attrition | None, alike: standards.Equivalence
) -> standards.Rating:
    if study.review:
        words = "without" if study.review == standards.WITHOUT_RESERVATIONS else "with"
        return standards.Rating(
            study.review, (f"The What Works Clearinghouse reviewed it: meets standards {words} reservations.",)
        )
    lone = study.is_cluster_assigned and 1 in (raw.i.clusters, raw.c.clusters)
    return standards.rate(
        design=study.design,
        attrition=lost,
        equivalence=alike,
        is_compromised=study.is_compromised,
        has_confound=study.has_confound or lone,
    )


def _notes(raw: RawFinding) -> tuple[str, ...]:
    if raw.higher_is_better is None and raw.kind == "published":
        return ("The file does not say whether higher is better, so the sign is as published.",)
    return ()


def _sizes(raw: RawFinding) -> tuple[int, int]:
    return int(_need(raw.i.n, "n_i")), int(_need(raw.c.n, "n_c"))


def _need(value: float | None, field: str) -> float:
    if value is None:
        raise fx.NotComputable(field, "This number is missing, so no effect can be computed.")
    return value
