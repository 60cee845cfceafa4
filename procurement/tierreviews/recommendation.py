"""PURE: up, keep or down, with each reason. Software recommends; it never decides (Pilotage rules 2.2)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from marketplace.clocks.words import count_words
from procurement.tierreviews.triggers import TIERS

UP, KEEP, DOWN = "up", "keep", "down"
MET, MISSED, NO_RESULT, NOT_DUE = "met", "missed", "no_result", "not_due"
STANDING_WORDS = {
    MET: "Met",
    MISSED: "Missed",
    NO_RESULT: "Due, and no result is on record",
    NOT_DUE: "Not due yet",
}


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the dossier comes to: tiers, verdicts of outcomes since the approval, standings of commitments.

    ``names`` are those of the tiers within a sentence.
    """

    tier: str
    evidence_tier: str
    verdicts: Sequence[str] = ()
    commitments: Sequence[str] = ()
    names: Mapping[str, str] = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Recommendation:
    direction: str
    tier: str
    reasons: tuple[str, ...]


def standing_of(*, target: Decimal | None, values: Sequence[Decimal], due_on: date | None, today: date) -> str:
    """How a commitment stands: any result at the target meets it; results below it miss it once it is due."""
    if target is not None and any(value >= target for value in values):
        return MET
    if due_on is None or today < due_on:
        return NOT_DUE
    return MISSED if values and target is not None else NO_RESULT


def recommend(grounds: Grounds) -> Recommendation:
    """Never above what the evidence carries; down where evidence, outcomes or goals say so; else up or the same."""
    place, carried = TIERS.index(grounds.tier), TIERS.index(grounds.evidence_tier)
    against = _against(grounds)
    if carried < place:
        below = f"The evidence now carries {grounds.names[grounds.evidence_tier]}, below {grounds.names[grounds.tier]}."
        return Recommendation(DOWN, grounds.evidence_tier, (below, *against))
    if against and place > 0:
        return Recommendation(DOWN, TIERS[place - 1], against)
    if against:
        lowest = (
            f"The lowest tier is {grounds.names[TIERS[0]]}. Ending an approval altogether is a decision of its own."
        )
        return Recommendation(KEEP, grounds.tier, (*against, lowest))
    if carried > place:
        above = f"The evidence now carries {grounds.names[grounds.evidence_tier]}, and nothing speaks against it."
        return Recommendation(UP, grounds.evidence_tier, (above, *_for(grounds)))
    same = f"The evidence carries {grounds.names[grounds.tier]}, as before."
    return Recommendation(KEEP, grounds.tier, (same, *_for(grounds)))


def direction_of(*, current: str, proposed: str) -> str:
    """Which way a tier would move."""
    gap = TIERS.index(proposed) - TIERS.index(current)
    return KEEP if gap == 0 else UP if gap > 0 else DOWN


def _against(grounds: Grounds) -> tuple[str, ...]:
    reasons = []
    stops = sum(verdict == "stop" for verdict in grounds.verdicts)
    if stops * 2 > len(grounds.verdicts):
        reasons.append(f"{stops} of {len(grounds.verdicts)} outcomes did not reach what their contracts asked for.")
    judged = [standing for standing in grounds.commitments if standing in (MET, MISSED)]
    missed = judged.count(MISSED)
    if missed * 2 > len(judged):
        reasons.append(f"{missed} of {len(judged)} commitments that are due were missed.")
    return tuple(reasons)


def _for(grounds: Grounds) -> tuple[str, ...]:
    reasons = []
    good = sum(verdict == "expand" for verdict in grounds.verdicts)
    if grounds.verdicts:
        reasons.append(
            f"{good} of {count_words(len(grounds.verdicts), 'outcome')} reached all that the contract asked for."
        )
    met = sum(standing == MET for standing in grounds.commitments)
    if met:
        reasons.append(
            f"{met} of {count_words(len(grounds.commitments), 'commitment')} {'is' if met == 1 else 'are'} met."
        )
    return tuple(reasons)
