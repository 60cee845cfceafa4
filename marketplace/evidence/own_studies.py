"""PURE: the conditions for studies and pilots that no outside body has reviewed (Pilotage rules 2.1 and 2.2)."""

from collections.abc import Iterable, Sequence

from marketplace.evidence.facts import Condition, FindingFacts, outcomes_of
from marketplace.evidence.independence import INDEPENDENT, UNKNOWN
from marketplace.evidence.pooling import Estimate, averaged, pool
from marketplace.evidence.rules import EvidenceRules
from marketplace.evidence.standards import CORRELATIONAL, STRENGTH, WITHOUT_RESERVATIONS
from marketplace.evidence.wording import counted, interval, number, students

ALL_IN_ONE_STUDY = 3


def promising(findings: Sequence[FindingFacts], rules: EvidenceRules) -> tuple[Condition, ...]:
    """A significant gain or pooled pilots; both kinds of measure; no overriding loss."""
    gains = [finding for finding in findings if _is_tier_three(finding)]
    return (
        _gain_or_pilots(gains, findings, rules),
        *_both_kinds(findings),
        _no_overriding_loss(gains, findings),
    )


def effective(findings: Sequence[FindingFacts], rules: EvidenceRules) -> tuple[Condition, ...]:
    """A large, rigorous, independent study at several sites; several settings; no overriding loss."""
    rigorous = [finding for finding in findings if _is_tier_three(finding) and STRENGTH[finding.rating] > 0]
    best = max(rigorous, key=lambda finding: _worth(finding, rules), default=None)
    return (
        _rigorous(rigorous, findings, rules),
        _independent(best),
        _large(best, rules),
        _sites(best, rules),
        _settings(findings, rules),
        _no_overriding_loss(rigorous, findings),
    )


def _is_tier_three(finding: FindingFacts) -> bool:
    """A significant gain on a measure that counts, from a rated study or one with controls for selection."""
    is_controlled = finding.design == CORRELATIONAL and finding.is_adjusted
    return finding.is_gain and finding.measure.carries_tier and (STRENGTH[finding.rating] > 0 or is_controlled)


def _worth(finding: FindingFacts, rules: EvidenceRules) -> tuple[int, int]:
    met = (
        (finding.independence == INDEPENDENT)
        + (finding.n >= rules.large_sample_min)
        + (_site_count(finding, rules) >= rules.sites_min)
    )
    return met, finding.n


def _site_count(finding: FindingFacts, rules: EvidenceRules) -> int:
    if rules.sites_are_districts:
        return len(finding.districts)
    known = max(finding.n_schools or 0, len(finding.districts))
    return max(known, 2) if finding.is_multisite else known


def _gain_or_pilots(gains: Sequence[FindingFacts], findings: Sequence[FindingFacts], rules: EvidenceRules) -> Condition:
    words = "A significant gain in a study with a comparison group, or good pilots in several districts."
    if gains:
        return Condition("gain", words, True, met_by=_labels(gains), outcomes=outcomes_of(gains))
    usable = [finding for finding in findings if _is_usable_pilot(finding, rules)]
    is_met, said = _pilots(usable, rules)
    if is_met:
        return Condition("gain", words, True, met_by=(said,), outcomes=outcomes_of(usable))
    return Condition("gain", words, False, missing=f"{_why_no_gain(findings)} {said}".strip())


def _why_no_gain(findings: Sequence[FindingFacts]) -> str:
    if not findings:
        return "Add a study that compares students who used the model with students who did not."
    gains = [finding for finding in findings if finding.is_gain]
    if not gains:
        return "No study so far shows a significant gain."
    if not any(finding.measure.carries_tier for finding in gains):
        return "The gains so far are on measures that are the provider’s own or not yet validated; these carry no tier."
    return "The study with the gain does not meet our standards; its page says why."


def _pilots(usable: Sequence[FindingFacts], rules: EvidenceRules) -> tuple[bool, str]:
    """Pilots pooled: enough districts and students, groups alike at the start, the interval not below 0."""
    districts = {district for finding in usable for district in finding.districts}
    by_study: dict[str, list[FindingFacts]] = {}
    for finding in usable:
        by_study.setdefault(finding.study, []).append(finding)
    total = sum(max(finding.n for finding in group) for group in by_study.values())
    if len(districts) < rules.pilot_districts_min or total < rules.pooled_analyzed_min or len(by_study) < 2:
        return False, (
            f"Or pilots in {rules.pilot_districts_min} or more districts with {students(rules.pooled_analyzed_min)} "
            f"in all, each of {rules.pilot_analyzed_min} or more: so far {counted(len(by_study), 'pilot')} in "
            f"{counted(len(districts), 'district')} with {students(total)} can count."
        )
    pooled = pool([_study_estimate(study, group) for study, group in by_study.items()])
    said = (
        f"{counted(len(by_study), 'pilot')} in {counted(len(districts), 'district')}, {students(total)}: pooled g "
        f"{number(pooled.fixed.value)} ({interval(pooled.fixed.lower, pooled.fixed.upper)})"
    )
    if pooled.fixed.value > 0 and pooled.fixed.lower >= 0:
        return True, said
    return False, f"Or pilots whose pooled interval does not reach below 0: now {said}."


def _is_usable_pilot(finding: FindingFacts, rules: EvidenceRules) -> bool:
    return (
        finding.is_pilot
        and finding.g is not None
        and finding.se is not None
        and finding.measure.carries_tier
        and (finding.equivalence_holds or finding.rating == WITHOUT_RESERVATIONS)
        and finding.n >= rules.pilot_analyzed_min
    )


def _study_estimate(study: str, group: Sequence[FindingFacts]) -> Estimate:
    return averaged(study, [(finding.g or 0.0, finding.se or 0.0) for finding in group])


def _both_kinds(findings: Sequence[FindingFacts]) -> tuple[Condition, Condition]:
    """Results on a state or normed measure and on a formative one: two measures, for one never meets both."""
    wide = [finding for finding in findings if finding.measure.is_state_or_normed]
    formative = [finding for finding in findings if finding.measure.kind == "formative"]
    only_wide = {finding.measure.name for finding in _better(wide)}
    taken = only_wide if len(only_wide) == 1 else set()
    return (
        _positive_on(
            "state_measure",
            "Better results on a validated state test or a nationally normed one.",
            wide,
            "Better results on a state test or a nationally normed one from the registry, validated.",
        ),
        _positive_on(
            "formative_measure",
            "Better results on a validated formative measure, another one than the state or normed one.",
            formative,
            "Better results on a formative measure from the registry, one used during the year, validated.",
            taken=taken,
        ),
    )


def _better(findings: Sequence[FindingFacts]) -> list[FindingFacts]:
    """Those with a positive result on a validated measure that is not the provider's own."""
    return [
        finding
        for finding in findings
        if finding.g is not None and finding.g > 0 and finding.measure.carries_tier and finding.design != "pre_post"
    ]


def _positive_on(
    key: str, words: str, findings: Sequence[FindingFacts], asked: str, *, taken: Iterable[str] = ()
) -> Condition:
    """Better results on one kind of measure. Those named in ``taken`` meet another condition already."""
    positive = _better(findings)
    better = [finding for finding in positive if finding.measure.name not in taken]
    if positive and not better:
        used = positive[0].measure.name
        return Condition(key, words, False, missing=f"{asked} {used} counts as the state or normed one; name another.")
    if better:
        return Condition(key, words, True, met_by=_measures(better))
    weak = sorted({finding.measure.name for finding in findings if not finding.measure.carries_tier})
    said = f" {', '.join(weak)} does not count: it is not validated, or is the provider’s own." if weak else ""
    return Condition(key, words, False, missing=asked + said)


def _no_overriding_loss(gains: Sequence[FindingFacts], findings: Sequence[FindingFacts]) -> Condition:
    words = "No significant loss from a study that is as rigorous or more."
    overriding = [
        loss
        for loss in findings
        if loss.is_loss
        and STRENGTH[loss.rating] > 0
        and STRENGTH[loss.rating] >= max((STRENGTH[g.rating] for g in gains if g.domain == loss.domain), default=0)
    ]
    if not overriding:
        return Condition("no_loss", words, True)
    named = "; ".join(f"{finding.label}, {finding.domain}" for finding in overriding)
    missing = f"There is a significant loss: {named}. A stronger study must outweigh it."
    return Condition("no_loss", words, False, missing=missing)


def _rigorous(rigorous: Sequence[FindingFacts], findings: Sequence[FindingFacts], rules: EvidenceRules) -> Condition:
    words = "A significant gain on a measure that counts, in a study that meets our standards."
    missing = f"{_why_no_gain(findings)} A randomized or well-matched study that meets our standards is needed."
    carrying = [finding for finding in rigorous if _worth(finding, rules)[0] == ALL_IN_ONE_STUDY]
    return Condition("rigorous", words, bool(rigorous), _labels(rigorous), missing, outcomes_of(carrying))


def _independent(best: FindingFacts | None) -> Condition:
    words = "Run by people who are independent of the provider."
    if best is not None and best.independence == INDEPENDENT:
        return Condition("independent", words, True, met_by=(best.label,))
    if best is not None and best.independence == UNKNOWN:
        why = " ".join(best.stood_behind)
        missing = f"{best.label}: {why}" if why else f"Declare who wrote {best.label}, and who employs them."
        return Condition("independent", words, False, missing=missing)
    ties = ""
    if best is not None:
        why = " ".join(best.stood_behind)
        ties = f" {best.label}: {why}" if why else f" {best.label} was run or paid for by the provider."
    missing = f"A study by people the provider neither employs nor pays.{ties}"
    return Condition("independent", words, False, missing=missing)


def _large(best: FindingFacts | None, rules: EvidenceRules) -> Condition:
    words = f"At least {students(rules.large_sample_min)} in that study."
    is_met = best is not None and best.n >= rules.large_sample_min
    said = f" {best.label} has {best.n:,}." if best else ""
    missing = f"One rigorous study with {rules.large_sample_min} students or more.{said}"
    return Condition("large_sample", words, is_met, met_by=_labels([best] if is_met else []), missing=missing)


def _sites(best: FindingFacts | None, rules: EvidenceRules) -> Condition:
    site = "district" if rules.sites_are_districts else "school"
    words = f"At {rules.sites_min} or more {site}s in that study."
    count = _site_count(best, rules) if best else 0
    is_met = count >= rules.sites_min
    said = f" {best.label} has {counted(count, site)} on record." if best else ""
    missing = f"{rules.sites_min} {site}s or more in that study.{said}"
    return Condition("sites", words, is_met, met_by=_labels([best] if is_met else []), missing=missing)


def _settings(findings: Sequence[FindingFacts], rules: EvidenceRules) -> Condition:
    words = f"Better results in {rules.settings_min} or more settings."
    better = [f for f in findings if f.g is not None and f.g > 0 and STRENGTH[f.rating] > 0 and f.measure.carries_tier]
    settings = sorted({place for finding in better for place in _places(finding)})
    is_met = len(settings) >= rules.settings_min
    said = f" So far: {', '.join(settings)}." if settings else " Name the districts where each study took place."
    missing = f"Better results in {rules.settings_min} districts or more.{said}"
    return Condition("settings", words, is_met, met_by=tuple(settings), missing=missing)


def _places(finding: FindingFacts) -> tuple[str, ...]:
    return finding.districts or ((finding.label,) if finding.is_reviewed else ())


def _labels(findings: Sequence[FindingFacts]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.label for finding in findings))


def _measures(findings: Sequence[FindingFacts]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.measure.name for finding in findings))
