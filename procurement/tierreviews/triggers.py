"""PURE: what opens a tier review. The system opens it; people decide (Pilotage rules 10, going up and down)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from marketplace.clocks.words import day_words

TERM_ENDING, OUTCOME, REQUEST, VERSION = "term_ending", "outcome", "request", "version"
TIERS = ("early_stage", "promising", "effective")
TOO_SMALL_BELOW = 0.05


@dataclass(frozen=True, slots=True)
class Trigger:
    """Why a review opens, as a kind and a sentence."""

    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """A published outcome: what the contract's rule gave, and the upper ends of its effects' intervals."""

    reference: str
    verdict: str
    upper_ends: tuple[float, ...] = ()


def term_trigger(*, ends_on: date, today: date, opens_before_days: int) -> Trigger | None:
    """A term that ends within the policy's days opens a review; so does one that has just ended."""
    if today < ends_on - timedelta(days=opens_before_days):
        return None
    return Trigger(TERM_ENDING, f"The term ends on {day_words(ends_on)}.")


def outcome_trigger(
    *, outcome: OutcomeFacts, tier: str, evidence_tier: str, names: Mapping[str, str]
) -> Trigger | None:
    """A published outcome opens a review if it was not good enough, or if the evidence now carries another tier.

    ``names`` are those of the tiers within a sentence.
    """
    reasons = []
    if outcome.verdict == "stop":
        reasons.append(f"Outcome {outcome.reference} did not reach what its contract asked for.")
    elif is_insufficient(outcome.upper_ends):
        reasons.append(f"Outcome {outcome.reference} leaves at most a very small effect.")
    if TIERS.index(evidence_tier) > TIERS.index(tier):
        reasons.append(f"With it the evidence carries {names[evidence_tier]}, above {names[tier]}.")
    if TIERS.index(evidence_tier) < TIERS.index(tier):
        reasons.append(f"With it the evidence carries {names[evidence_tier]}, below {names[tier]}.")
    return Trigger(OUTCOME, " ".join(reasons)) if reasons else None


def is_insufficient(upper_ends: Sequence[float]) -> bool:
    """Whether every effect's interval ends below what would count (Pilotage rules 5)."""
    return bool(upper_ends) and all(upper < TOO_SMALL_BELOW for upper in upper_ends)


def request_trigger(*, reason: str) -> Trigger:
    """The provider asked for it."""
    return Trigger(REQUEST, reason.strip())


def version_trigger(*, reference: str, number: int, reason: str) -> Trigger:
    """The department wants to know whether the tier fits a new version of the model."""
    return Trigger(VERSION, f"Version {number} of the model ({reference}) differs in what is material. {reason}")
