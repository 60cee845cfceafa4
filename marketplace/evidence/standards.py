"""PURE: baseline equivalence and the rating of a study (Pilotage rules 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from marketplace.evidence.attrition import Attrition

EQUAL_WITHIN = 0.05
ADJUSTABLE_WITHIN = 0.25
_ROUNDING = 1e-9

RCT, QED, RDD, CORRELATIONAL, PRE_POST = "rct", "qed", "rdd", "correlational", "pre_post"

WITHOUT_RESERVATIONS = "without_reservations"
WITH_RESERVATIONS = "with_reservations"
DOES_NOT_MEET = "does_not_meet"
NOT_CAUSAL = "not_causal"
STRENGTH = {NOT_CAUSAL: 0, DOES_NOT_MEET: 0, WITH_RESERVATIONS: 1, WITHOUT_RESERVATIONS: 2}

EquivalenceState = Literal["satisfied", "adjusted", "needs_adjustment", "fails", "unknown"]


@dataclass(frozen=True, slots=True)
class Covariate:
    """How far apart the groups were on one thing measured before the start, in standard deviations."""

    name: str
    g: float


@dataclass(frozen=True, slots=True)
class Equivalence:
    state: EquivalenceState
    worst: Covariate | None
    reason: str
    covariates: tuple[Covariate, ...] = ()

    @property
    def holds(self) -> bool:
        return self.state in ("satisfied", "adjusted")


@dataclass(frozen=True, slots=True)
class Rating:
    level: str
    reasons: tuple[str, ...]

    @property
    def meets(self) -> bool:
        return self.level in (WITHOUT_RESERVATIONS, WITH_RESERVATIONS)


def equivalence(covariates: Sequence[Covariate], *, is_adjusted: bool) -> Equivalence:
    """Were the groups alike at the start? The covariate that is furthest apart decides."""
    if not covariates:
        reason = "No starting scores were entered, so we cannot say whether the groups were alike."
        return Equivalence("unknown", None, reason)
    worst = max(covariates, key=lambda covariate: abs(covariate.g))
    gap = abs(worst.g)
    every = tuple(covariates)
    said = f"On {worst.name} the groups were {gap:.2f} standard deviations apart at the start"
    if gap <= EQUAL_WITHIN + _ROUNDING:
        return Equivalence("satisfied", worst, f"{said}: alike, at most {EQUAL_WITHIN:.2f}.", every)
    if gap > ADJUSTABLE_WITHIN + _ROUNDING:
        return Equivalence(
            "fails", worst, f"{said}: too far. Above {ADJUSTABLE_WITHIN:.2f} no adjustment can mend it.", every
        )
    if is_adjusted:
        return Equivalence("adjusted", worst, f"{said}: close enough, because the analysis adjusts for it.", every)
    return Equivalence(
        "needs_adjustment",
        worst,
        f"{said}: above {EQUAL_WITHIN:.2f} the analysis must adjust for it, and it does not.",
        every,
    )


def rate(
    *,
    design: str,
    attrition: Attrition | None,
    equivalence: Equivalence,
    is_compromised: bool = False,
    has_confound: bool = False,
) -> Rating:
    """The rating that our rules give a study's finding, with the reasons in words.

    A regression discontinuity design is not rated here; only an outside review can rate it.
    """
    if design == PRE_POST:
        return Rating(NOT_CAUSAL, ("There is no comparison group. This shows growth, not an effect.",))
    if design == CORRELATIONAL:
        return Rating(NOT_CAUSAL, ("The groups were not formed to be compared. The result is a link, not a cause.",))
    if design == RDD:
        return Rating(NOT_CAUSAL, ("We do not rate cut-off designs ourselves. A What Works Clearinghouse review can.",))
    if has_confound:
        reason = "One of the groups is a single class or school, so its effect cannot be told from the model’s."
        return Rating(DOES_NOT_MEET, (reason,))
    if design == RCT and not is_compromised:
        return _rate_randomized(attrition, equivalence)
    first = (
        "The random assignment was changed afterwards, so the groups must be shown to be alike."
        if design == RCT
        else "The groups were not assigned at random, so they must be shown to be alike."
    )
    return _rate_on_equivalence(first, equivalence)


def _rate_randomized(attrition: Attrition | None, equivalence: Equivalence) -> Rating:
    if attrition is None:
        return _rate_on_equivalence(
            "The numbers assigned at the start are missing, so we count the loss of students as high.", equivalence
        )
    if attrition.is_low:
        return Rating(WITHOUT_RESERVATIONS, ("Assigned at random.", attrition.reason))
    return _rate_on_equivalence(attrition.reason, equivalence)


def _rate_on_equivalence(first: str, equivalence: Equivalence) -> Rating:
    level = WITH_RESERVATIONS if equivalence.holds else DOES_NOT_MEET
    return Rating(level, (first, equivalence.reason))
