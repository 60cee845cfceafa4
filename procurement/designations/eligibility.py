"""PURE: which tier scores carry, and which tier a decision may give (Pilotage rules 2.2 and 10).

A tier is the lower of what was asked, what the panel's scores carry and what the evidence carries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from procurement.policy.criteria import SCORE_MAX, Criterion
from procurement.policy.schema import TIERS, Tiers

EVIDENCE_KEY = "evidence"


@dataclass(frozen=True, slots=True)
class TierTest:
    """Whether the scores carry one tier, and what stands in the way."""

    tier: str
    is_met: bool
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ScoreReach:
    """What the panel's scores carry: the strongest tier met (or None), the weighted total, and each tier's test."""

    tier: str | None
    weighted_percent: Decimal
    tests: tuple[TierTest, ...]


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The strongest tier a decision may give (None: none at all) and what holds it there.

    ``phrase`` names it within a sentence. ``by_exception`` is the strongest one that it may give with a published
    exception from what the evidence carries.
    """

    tier: str | None
    reasons: tuple[str, ...]
    by_exception: str | None = None
    phrase: str = ""

    def allows(self, tier: str) -> bool:
        """Whether a decision may give this tier."""
        return self.tier is not None and TIERS.index(tier) <= TIERS.index(self.tier)

    def allows_by_exception(self, tier: str) -> bool:
        """Whether a decision with a published exception may give this tier."""
        return self.by_exception is not None and TIERS.index(tier) <= TIERS.index(self.by_exception)


def lower_of(one: str | None, other: str | None) -> str | None:
    """The lower of two tiers; no tier at all is lowest."""
    return min(one, other, key=TIERS.index) if one and other else None


def carried_by_scores(*, scores: Mapping[str, int | None], criteria: Sequence[Criterion], tiers: Tiers) -> ScoreReach:
    """What consensus scores carry: the gate, the least score on each criterion and the weighted total.

    A criterion whose score is None does not apply and asks for nothing. A gate that is missed carries no tier.
    Raises KeyError when a criterion has no score.
    """
    total = weighted_percent(scores=scores, criteria=criteria)
    tests = tuple(_test(tier, scores, criteria, tiers, total) for tier in TIERS)
    met = [test.tier for test in tests if test.is_met]
    return ScoreReach(met[-1] if met else None, total, tests)


def weighted_percent(*, scores: Mapping[str, int | None], criteria: Sequence[Criterion]) -> Decimal:
    """The weighted total as a percentage of the most that could be scored on what applies, to one place."""
    applying = [criterion for criterion in criteria if scores[criterion.key] is not None]
    weights = sum(criterion.weight_percent for criterion in applying)
    points = sum(scores[criterion.key] * criterion.weight_percent for criterion in applying)
    percent = Decimal(points * 100) / (SCORE_MAX * weights) if weights else Decimal(0)
    return percent.quantize(Decimal("0.1"))


def ceiling(
    *, asked: str | None, by_scores: str | None, by_evidence: str | None, tiers: Tiers, has_panel: bool = True
) -> Ceiling:
    """The strongest tier a decision may give. ``asked`` None sets no limit; without a panel scores set none.

    An exception lifts what the evidence carries, and nothing else.
    """
    limits = []
    if has_panel:
        limits.append((by_scores, "the panel’s scores carry"))
    limits.append((by_evidence, "the evidence carries"))
    if asked:
        limits.append((asked, "the provider asked for"))
    others = [by_scores] * has_panel + [asked] * bool(asked)
    by_exception = None if None in others else min(others, key=TIERS.index, default=TIERS[-1])
    missing = [words for tier, words in limits if tier is None]
    if missing:
        return Ceiling(None, tuple(f"What {words} is no tier." for words in missing), by_exception)
    lowest = min((tier for tier, _ in limits), key=TIERS.index)
    held = tuple(f"What {words} is {tiers.of(tier).phrase}." for tier, words in limits if tier == lowest)
    return Ceiling(lowest, held, by_exception, tiers.of(lowest).phrase)


def _test(
    tier: str, scores: Mapping[str, int | None], criteria: Sequence[Criterion], tiers: Tiers, total: Decimal
) -> TierTest:
    rules = tiers.of(tier)
    unmet = []
    for criterion in criteria:
        least = rules.evidence_score_min if criterion.key == EVIDENCE_KEY else rules.score_min
        least = criterion.gate_min if criterion.gate_min is not None else least
        if scores[criterion.key] is not None and scores[criterion.key] < least:
            unmet.append(f"{criterion.name} has {scores[criterion.key]}; {rules.phrase} needs {least}.")
    if total < rules.weighted_total_min_percent:
        unmet.append(f"The weighted total is {total}%; {rules.phrase} needs {rules.weighted_total_min_percent}%.")
    return TierTest(tier, not unmet, tuple(unmet))
