"""PURE: what a draft of the policy would change for models, requests and reviews, each with its reasons.

Nothing changes for what began under an earlier version: this says how it would fare if it began under the draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from marketplace.evidence.facts import Eligibility
from procurement.designations.eligibility import carried_by_scores, lower_of
from procurement.policy.display import money_in_words
from procurement.policy.schema import TIERS, PolicyBody, TierRules, Tiers
from procurement.quotes.lanes import Bands, Lane, lane_for

GAIN, LOSS = "gain", "loss"
WAYS = {
    Lane.DIRECT: "an order from one provider",
    Lane.QUOTES: "written quotes",
    Lane.QUALIFICATIONS: "qualifications first",
    Lane.SEALED: "sealed quotes",
}


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """One model: the tier it holds (or empty), the scores a panel agreed on (or None), and what its evidence carries
    under the version in force and under the draft."""

    standing: str
    scores: Mapping[str, int] | None
    now: Eligibility
    then: Eligibility


@dataclass(frozen=True, slots=True)
class TierChange:
    """A model whose tier within reach differs. A tier of None is none at all."""

    kind: str
    before: str | None
    after: str | None
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """One open request: what it would cost, for how many students, from a model of which tier, and who is asked."""

    total_cents: int
    students: int
    tier: str
    invited: int
    approved: int


@dataclass(frozen=True, slots=True)
class RequestChange:
    """A request that would need more invitees, or would pass a limit of its tier."""

    more_invitees: int
    reasons: tuple[str, ...]


def tier_change(model: ModelFacts, *, now: PolicyBody, then: PolicyBody) -> TierChange | None:
    """How the tier within a model's reach would change; None where it stays."""
    scores = comparable_scores(model, now, then)
    before, after = _reach(scores, model.now, now), _reach(scores, model.then, then)
    if before == after:
        return None
    is_gain = before is None or (after is not None and TIERS.index(after) > TIERS.index(before))
    if is_gain:
        return TierChange(GAIN, before, after, _in_the_way(scores, model.now, now, after, "now"))
    return TierChange(LOSS, before, after, _in_the_way(scores, model.then, then, before, "under the draft"))


def comparable_scores(model: ModelFacts, now: PolicyBody, then: PolicyBody) -> Mapping[str, int] | None:
    """A panel's scores, where it scored every criterion of both versions; else the evidence alone is compared."""
    keys = {criterion.key for policy in (now, then) for criterion in policy.criteria}
    return model.scores if model.scores is not None and keys <= set(model.scores) else None


def request_change(request: RequestFacts, *, now: Bands, then: Bands, rules: TierRules) -> RequestChange | None:
    """What an open request would need under the draft's bands and tier limits; None where nothing more."""
    lane, before = (lane_for(request.total_cents, bands) for bands in (then, now))
    needed = _invitees(lane.lanes[0], request, then)
    reasons = []
    more = max(needed - request.invited, 0)
    if more:
        reasons.append(f"{lane.reason} {request.invited} asked so far; {more} more needed.")
    elif lane.lanes != before.lanes:
        reasons.append(f"{lane.reason} Now it is {WAYS[before.lanes[0]]}.")
    name = rules.phrase
    if rules.students_per_pilot_max and request.students > rules.students_per_pilot_max:
        most = f"{rules.students_per_pilot_max:,}"
        reasons.append(f"It is for {request.students:,} students; {name} would allow {most} in one pilot.")
    if rules.cents_per_pilot_max and request.total_cents > rules.cents_per_pilot_max:
        most = money_in_words(rules.cents_per_pilot_max)
        total = money_in_words(request.total_cents)
        reasons.append(f"It costs {total}; {name} would allow {most} for one pilot.")
    return RequestChange(more, tuple(reasons)) if reasons else None


def more_reviewers(*, on_panel: int, own_min: int, then: PolicyBody) -> int:
    """How many more reviewers a panel would need than it needs now; 0 where none."""
    return max(then.review.reviewers_min - max(on_panel, own_min), 0)


def asked_change(asked: str, now: Eligibility, then: Eligibility, *, tiers: Tiers) -> tuple[str, ...]:
    """Why an application that asks for a tier would fare otherwise: its evidence reaches it under one version only."""
    reaches = [TIERS.index(each.tier) >= TIERS.index(asked) for each in (now, then)]
    if reaches[0] == reaches[1]:
        return ()
    name, carried = tiers.of(asked).phrase, tiers.of(then.tier).phrase
    if reaches[1]:
        return (f"It asks for {name}; under the draft its evidence would carry {carried}, now it does not.",)
    missing = (condition.missing or condition.words for condition in then.of(asked).missing)
    return (f"It asks for {name}; under the draft its evidence would carry only {carried}.", *missing)


def carried_change(now: Eligibility, then: Eligibility, *, tiers: Tiers) -> tuple[str, ...]:
    """What the evidence behind an open tier review would carry instead."""
    before, after = (tiers.of(each.tier).phrase for each in (now, then))
    return (f"The evidence carries {before} now and would carry {after} under the draft.",)


def passed_limits(students: int, cents: int, *, own: TierRules, draft: TierRules) -> tuple[str, ...]:
    """Which limits of its tier in the draft a pilot passes that the version it began under does not set so low."""
    reasons = []
    if _is_over(students, draft.students_per_pilot_max) and not _is_over(students, own.students_per_pilot_max):
        most = f"{draft.students_per_pilot_max:,}"
        reasons.append(f"It is for {students:,} students; {draft.phrase} would allow {most} in one pilot.")
    if _is_over(cents, draft.cents_per_pilot_max) and not _is_over(cents, own.cents_per_pilot_max):
        most = money_in_words(draft.cents_per_pilot_max)
        reasons.append(f"It costs {money_in_words(cents)}; {draft.phrase} would allow {most} for one pilot.")
    return tuple(reasons)


def _is_over(count: int, most: int | None) -> bool:
    return most is not None and count > most


def _reach(scores: Mapping[str, int] | None, evidence: Eligibility, policy: PolicyBody) -> str | None:
    if scores is None:
        return evidence.tier
    return lower_of(carried_by_scores(scores=scores, criteria=policy.criteria, tiers=policy.tiers).tier, evidence.tier)


def _in_the_way(
    scores: Mapping[str, int] | None, evidence: Eligibility, policy: PolicyBody, tier: str, when: str
) -> tuple[str, ...]:
    reasons: list[str] = []
    if scores is not None:
        tests = carried_by_scores(scores=scores, criteria=policy.criteria, tiers=policy.tiers).tests
        reasons += next(test.unmet for test in tests if test.tier == tier)
    if TIERS.index(tier) > TIERS.index(evidence.tier):
        reasons += [condition.missing or condition.words for condition in evidence.of(tier).missing]
    return tuple(f"Not met {when}: {reason}" for reason in reasons)


def _invitees(lane: Lane, request: RequestFacts, bands: Bands) -> int:
    if lane == Lane.DIRECT:
        return 1
    if lane == Lane.SEALED:
        return max(request.approved, 1)
    return bands.quotes_min
