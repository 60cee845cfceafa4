"""PURE: what a tier means for a rule from which a model needs schools to be excused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

ASKED_OF = {
    "local_board": "the local board",
    "state": "the state, after the local board",
    "federal": "the federal government, through the state",
}


@dataclass(frozen=True, slots=True)
class RuleTerms:
    """A rule of the catalogue as far as tiers ask for it. ``tiers`` are all tiers, the weakest first."""

    authority: str
    grant: str
    lowest_tier: str
    is_offered: bool = True


def standing_of(rule: RuleTerms, tier: str, *, tiers: Sequence[str], names: Sequence[str]) -> str:
    """How a school comes to be excused under a tier, in a sentence; "" as tier is a model that is not approved.

    ``names`` are the tiers' within a sentence.
    """
    if not rule.is_offered:
        return "No longer in the catalogue: nobody is excused from it anew."
    lowest = names[tiers.index(rule.lowest_tier)]
    if not tier:
        begins = "Comes with an approval" if rule.grant == "automatic" else f"Asked of {ASKED_OF[rule.authority]}"
        return f"{begins}, from {lowest} on."
    if tiers.index(tier) < tiers.index(rule.lowest_tier):
        return f"Not at this tier: from {lowest} on."
    if rule.grant == "automatic":
        return "Comes with the approval at this tier."
    return f"A district asks {ASKED_OF[rule.authority]} for it, for named schools."
