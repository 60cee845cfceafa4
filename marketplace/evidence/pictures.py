"""PURE: the studies of one kind of outcome side by side, and their pooled effect (Pilotage rules 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.evidence.effects import Z95
from marketplace.evidence.facts import FindingFacts
from marketplace.evidence.independence import NOT_INDEPENDENT
from marketplace.evidence.pooling import Estimate, Pooled, averaged, pool
from marketplace.evidence.standards import PRE_POST, STRENGTH


@dataclass(frozen=True, slots=True)
class Row:
    """One study in one domain: its effect, averaged over its outcomes there. `why_not` is empty when it is pooled."""

    study: str
    label: str
    g: float
    se: float
    n: int
    weight: float | None
    why_not: str = ""
    outcome_count: int = 1

    @property
    def lower(self) -> float:
        return self.g - Z95 * self.se

    @property
    def upper(self) -> float:
        return self.g + Z95 * self.se

    @property
    def is_pooled(self) -> bool:
        return not self.why_not


@dataclass(frozen=True, slots=True)
class Picture:
    """The studies of one domain. With one study that counts there is no pool; it stands for itself."""

    domain: str
    rows: tuple[Row, ...]
    pooled: Pooled | None

    @property
    def counted(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.is_pooled)

    @property
    def n(self) -> int:
        return sum(row.n for row in self.counted)

    @property
    def headline(self) -> tuple[float, float, float] | None:
        """The effect with its 95% interval: pooled, or of the one study that counts."""
        if self.pooled:
            return self.pooled.fixed.value, self.pooled.fixed.lower, self.pooled.fixed.upper
        if self.counted:
            row = self.counted[0]
            return row.g, row.lower, row.upper
        return None


def why_not_pooled(finding: FindingFacts) -> str:
    """Why a finding is shown but not counted, in a few words; empty when it counts."""
    if finding.design == PRE_POST:
        return "growth, no comparison"
    if STRENGTH[finding.rating] == 0:
        return "does not meet standards"
    if not finding.is_reviewed and finding.independence == NOT_INDEPENDENT:
        return "run by the provider"
    if finding.measure.owner == "provider":
        return "provider’s own test"
    if not finding.measure.is_validated:
        return "test not validated"
    return ""


def pictures(findings: Sequence[FindingFacts]) -> tuple[Picture, ...]:
    """One picture a domain. First come those with a significant gain that counts, then those with most studies."""
    by_domain: dict[str, list[FindingFacts]] = {}
    for finding in findings:
        if finding.g is not None and finding.se is not None:
            by_domain.setdefault(finding.domain, []).append(finding)
    made = [_picture(domain, group) for domain, group in by_domain.items()]
    gains = {finding.domain for finding in findings if finding.is_gain and not why_not_pooled(finding)}

    def place(picture: Picture) -> tuple:
        is_clear = picture.headline is not None and picture.headline[1] > 0
        return picture.domain not in gains, not is_clear, -len(picture.counted), -picture.n, picture.domain

    return tuple(sorted(made, key=place))


def _picture(domain: str, findings: Sequence[FindingFacts]) -> Picture:
    groups: dict[tuple[str, str], list[FindingFacts]] = {}
    for finding in findings:
        groups.setdefault((finding.study, why_not_pooled(finding)), []).append(finding)
    counted = {key: _estimate(group) for key, group in groups.items() if not key[1]}
    pooled = pool(list(counted.values()))
    weights = dict(zip(counted, pooled.weights if pooled else (None,), strict=False))
    rows = [_row(key, group, weights.get(key)) for key, group in groups.items()]
    rows.sort(key=lambda row: (not row.is_pooled, -(row.weight or 0), row.label))
    return Picture(domain, tuple(rows), pooled)


def _row(key: tuple[str, str], group: Sequence[FindingFacts], weight: float | None) -> Row:
    estimate = _estimate(group)
    n = max(finding.n for finding in group)
    return Row(key[0], estimate.label, estimate.g, estimate.se, n, weight, key[1], len(group))


def _estimate(group: Sequence[FindingFacts]) -> Estimate:
    return averaged(group[0].label, [(finding.g or 0.0, finding.se or 0.0) for finding in group])
