"""PURE: what the tier rules look at, and the answer they give."""

from collections.abc import Iterable
from dataclasses import dataclass

EARLY_STAGE, PROMISING, EFFECTIVE = "early_stage", "promising", "effective"
TIERS = (EARLY_STAGE, PROMISING, EFFECTIVE)


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure of the registry, as far as the rules ask."""

    name: str
    owner: str
    kind: str
    is_normed: bool
    is_validated: bool

    @property
    def carries_tier(self) -> bool:
        """Validated, and not the provider's own."""
        return self.is_validated and self.owner != "provider"

    @property
    def is_state_or_normed(self) -> bool:
        return self.owner == "state" or self.is_normed


@dataclass(frozen=True, slots=True)
class FindingFacts:
    """One finding after its numbers were judged. `g` is above 0 where the model did better; `stood_behind` are the
    reasons for the verdict on independence."""

    key: str
    study: str
    label: str
    domain: str
    g: float | None
    se: float | None
    n: int
    is_significant: bool
    rating: str
    design: str
    measure: MeasureFacts
    independence: str
    is_reviewed: bool = False
    is_adjusted: bool = False
    is_pilot: bool = False
    is_multisite: bool | None = None
    n_schools: int | None = None
    districts: tuple[str, ...] = ()
    equivalence_holds: bool = False
    stood_behind: tuple[str, ...] = ()

    @property
    def is_gain(self) -> bool:
        return self.is_significant and self.g is not None and self.g > 0

    @property
    def is_loss(self) -> bool:
        return self.is_significant and self.g is not None and self.g < 0


@dataclass(frozen=True, slots=True)
class RationaleFacts:
    """The package that an early-stage model stands on."""

    has_logic_model: bool = False
    citation_count: int = 0
    has_evaluation_plan: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition of a tier: what it asks, whether it is met and by what, or what to do about it.

    `outcomes` are the kinds of outcome on which it is met; empty where it asks for none.
    """

    key: str
    words: str
    is_met: bool
    met_by: tuple[str, ...] = ()
    missing: str = ""
    outcomes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TierVerdict:
    """A tier's conditions, each answered. The evidence carries the tier when all are met."""

    tier: str
    conditions: tuple[Condition, ...]

    @property
    def is_met(self) -> bool:
        return all(condition.is_met for condition in self.conditions)

    @property
    def reasons(self) -> tuple[Condition, ...]:
        return tuple(condition for condition in self.conditions if condition.is_met)

    @property
    def missing(self) -> tuple[Condition, ...]:
        return tuple(condition for condition in self.conditions if not condition.is_met)


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The tier that the evidence can carry, and every tier's conditions, weakest tier first."""

    tier: str
    verdicts: tuple[TierVerdict, ...]

    def of(self, tier: str) -> TierVerdict:
        return self.verdicts[TIERS.index(tier)]

    @property
    def reasons(self) -> tuple[Condition, ...]:
        return self.of(self.tier).reasons

    @property
    def next_tier(self) -> str | None:
        place = TIERS.index(self.tier) + 1
        return TIERS[place] if place < len(TIERS) else None

    @property
    def outcomes(self) -> frozenset[str]:
        """The kinds of outcome that the tier rests on: those on which each of its conditions is met."""
        named = [condition.outcomes for condition in self.reasons if condition.outcomes]
        return frozenset.intersection(*named) if named else frozenset()

    @property
    def missing(self) -> tuple[Condition, ...]:
        """What the next tier would still need; nothing at the top."""
        return self.of(self.next_tier).missing if self.next_tier else ()


def outcomes_of(findings: Iterable[FindingFacts]) -> frozenset[str]:
    """The kinds of outcome that these findings are about."""
    return frozenset(finding.domain for finding in findings)
