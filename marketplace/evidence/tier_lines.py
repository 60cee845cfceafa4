"""Each tier's conditions as the evidence page lists them: met or not, by which study, or the one thing to do."""

from dataclasses import dataclass

from marketplace.evidence.assessment import Assessment
from marketplace.evidence.facts import EARLY_STAGE, Condition
from marketplace.products.tier_names import tier_label

AMONG_REASONS = "It is among the reasons behind the model."
NOTHING_AGAINST = "Nothing stands against it."


@dataclass(frozen=True)
class MetBy:
    """What meets a condition; `study` or `measure` is the number of the study or measure that its words name."""

    words: str
    study: int | None = None
    measure: int | None = None


@dataclass(frozen=True)
class TierLine:
    """One condition: what it asks, and what meets it or what to do."""

    words: str
    is_met: bool
    met_by: tuple[MetBy, ...]
    missing: str


@dataclass(frozen=True)
class TierLines:
    """One tier with its conditions."""

    tier: str
    label: str
    is_met: bool
    lines: tuple[TierLine, ...]

    @property
    def is_first(self) -> bool:
        return self.tier == EARLY_STAGE


def tier_lines(assessment: Assessment) -> list[TierLines]:
    """Every tier, weakest first."""
    studies = {item.study.label: item.study.pk for item in assessment.findings}
    measures = {item.finding.measure.name: item.finding.measure_id for item in assessment.findings}
    return [
        TierLines(
            verdict.tier,
            tier_label(verdict.tier),
            verdict.is_met,
            tuple(_line(condition, verdict.tier, studies, measures) for condition in verdict.conditions),
        )
        for verdict in assessment.verdicts
    ]


def _line(condition: Condition, tier: str, studies: dict[str, int], measures: dict[str, int]) -> TierLine:
    met_by = tuple(MetBy(words, studies.get(words), measures.get(words)) for words in condition.met_by)
    otherwise = MetBy(AMONG_REASONS if tier == EARLY_STAGE else NOTHING_AGAINST)
    return TierLine(condition.words, condition.is_met, met_by or (otherwise,), condition.missing)
