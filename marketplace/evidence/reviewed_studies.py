"""PURE: the conditions for studies that the What Works Clearinghouse reviewed (Pilotage rules 2.4)."""

from collections.abc import Sequence

from marketplace.evidence.facts import Condition, FindingFacts, outcomes_of
from marketplace.evidence.rules import EvidenceRules
from marketplace.evidence.wording import students

_GAIN = "A significant gain on a validated measure, in a study that met the clearinghouse’s standards."


def promising(findings: Sequence[FindingFacts], rules: EvidenceRules) -> tuple[Condition, ...]:
    """A significant gain on a validated measure, in a domain without a significant loss."""
    gains = _gains(findings)
    clear = _without_loss(gains, findings)
    return (_gain_condition(gains, findings), _no_loss_condition(gains, clear))


def effective(findings: Sequence[FindingFacts], rules: EvidenceRules) -> tuple[Condition, ...]:
    """As promising, in one large study at several sites, and two or more studies in all."""
    gains = _gains(findings)
    clear = _without_loss(gains, findings)
    best = _best(clear or gains, rules)
    study_count = len({finding.study for finding in findings})
    return (
        _gain_condition(gains, findings),
        _no_loss_condition(gains, clear),
        _size_condition(best, clear or gains, rules),
        _sites_condition(best, rules),
        Condition(
            "studies",
            f"{rules.studies_min} studies or more in all.",
            study_count >= rules.studies_min,
            met_by=(f"{study_count} studies",),
            missing=f"Another study. There is {study_count} so far; {rules.studies_min} are needed.",
        ),
    )


def _gains(findings: Sequence[FindingFacts]) -> list[FindingFacts]:
    return [finding for finding in findings if finding.is_reviewed and finding.is_gain and finding.measure.carries_tier]


def _without_loss(gains: Sequence[FindingFacts], findings: Sequence[FindingFacts]) -> list[FindingFacts]:
    losing = {finding.domain for finding in findings if finding.is_loss}
    return [finding for finding in gains if finding.domain not in losing]


def _best(gains: Sequence[FindingFacts], rules: EvidenceRules) -> FindingFacts | None:
    def worth(finding: FindingFacts) -> tuple[int, int]:
        large = finding.n >= rules.large_sample_min
        return large + (finding.is_multisite is True), finding.n

    return max(gains, key=worth, default=None)


def _gain_condition(gains: Sequence[FindingFacts], findings: Sequence[FindingFacts]) -> Condition:
    if any(finding.is_gain for finding in findings):
        missing = (
            "A significant gain on a standardized test. So far the gains are on tests made by researchers or by the "
            "provider, which carry no tier."
        )
    else:
        missing = "A significant gain on a validated measure. No study so far shows one."
    return Condition("gain", _GAIN, bool(gains), met_by=_labels(gains), missing=missing, outcomes=outcomes_of(gains))


def _no_loss_condition(gains: Sequence[FindingFacts], clear: Sequence[FindingFacts]) -> Condition:
    words = "No significant loss in the same kind of outcome."
    if gains and not clear:
        domains = sorted({finding.domain for finding in gains})
        missing = f"A gain in a kind of outcome without a significant loss. Now there are both in {', '.join(domains)}."
        return Condition("no_loss", words, False, missing=missing)
    missing = "This is judged once there is a significant gain."
    return Condition("no_loss", words, bool(clear), missing=missing, outcomes=outcomes_of(clear))


def _size_condition(best: FindingFacts | None, gains: Sequence[FindingFacts], rules: EvidenceRules) -> Condition:
    words = f"At least {students(rules.large_sample_min)} in that study."
    largest = max((finding.n for finding in gains), default=0)
    is_met = best is not None and best.n >= rules.large_sample_min
    said = f" The largest so far has {largest:,}." if largest else ""
    if largest >= rules.large_sample_min:
        said = f" The largest has {largest:,}, but was not at several sites."
    missing = f"One rigorous study with {rules.large_sample_min} students or more.{said}"
    carrying = [finding for finding in gains if finding.n >= rules.large_sample_min and finding.is_multisite is True]
    met_by = _labels([best] if is_met else [])
    return Condition("large_sample", words, is_met, met_by, missing, outcomes_of(carrying))


def _sites_condition(best: FindingFacts | None, rules: EvidenceRules) -> Condition:
    words = f"At {rules.sites_min} or more sites."
    is_met = best is not None and best.is_multisite is True
    if best is not None and best.is_multisite is False:
        missing = f"{rules.sites_min} sites or more in that study. It had one."
    else:
        missing = f"{rules.sites_min} sites or more in that study. The review does not say how many it had."
    return Condition("sites", words, is_met, met_by=_labels([best] if is_met else []), missing=missing)


def _labels(findings: Sequence[FindingFacts]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.label for finding in findings))
