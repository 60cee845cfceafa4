"""PURE: which tier the evidence can carry, condition by condition (Pilotage rules 2.1, 2.2 and 2.4)."""

from collections.abc import Iterable, Sequence

from marketplace.evidence import own_studies, reviewed_studies
from marketplace.evidence.facts import (
    EARLY_STAGE,
    EFFECTIVE,
    PROMISING,
    TIERS,
    Condition,
    Eligibility,
    FindingFacts,
    RationaleFacts,
    TierVerdict,
)
from marketplace.evidence.rules import EvidenceRules

__all__ = ["TIERS", "eligibility", "is_higher", "lower_of"]


def lower_of(*tiers: str) -> str:
    """The weakest of some tiers."""
    return min(tiers, key=TIERS.index)


def is_higher(tier: str, than: str) -> bool:
    return TIERS.index(tier) > TIERS.index(than)


def eligibility(
    findings: Iterable[FindingFacts], *, rationale: RationaleFacts | None = None, rules: EvidenceRules | None = None
) -> Eligibility:
    """The tier that these findings can carry, with each condition answered.

    Studies that the clearinghouse reviewed have their own, shorter list of conditions; a provider's own studies have
    theirs. Either list opens the tier. Early stage is the floor: its conditions say what an application still needs.
    """
    findings = tuple(findings)
    rules = rules or EvidenceRules()
    verdicts = (
        _early_stage(rationale or RationaleFacts(), rules),
        _best(PROMISING, _lists(PROMISING, findings, rules)),
        _best(EFFECTIVE, _lists(EFFECTIVE, findings, rules)),
    )
    tier = next((verdict.tier for verdict in reversed(verdicts[1:]) if verdict.is_met), EARLY_STAGE)
    return Eligibility(tier, verdicts)


def _lists(tier: str, findings: Sequence[FindingFacts], rules: EvidenceRules) -> list[tuple[Condition, ...]]:
    lists = []
    if any(finding.is_reviewed for finding in findings):
        lists.append(getattr(reviewed_studies, tier)(findings, rules))
    if not all(finding.is_reviewed for finding in findings) or not findings:
        lists.append(getattr(own_studies, tier)(findings, rules))
    return lists


def _best(tier: str, lists: list[tuple[Condition, ...]]) -> TierVerdict:
    return min(
        (TierVerdict(tier, conditions) for conditions in lists),
        key=lambda verdict: (len(verdict.missing), len(verdict.conditions)),
    )


def _early_stage(rationale: RationaleFacts, rules: EvidenceRules) -> TierVerdict:
    short = rules.citations_min - rationale.citation_count
    return TierVerdict(
        EARLY_STAGE,
        (
            Condition(
                "logic_model",
                "A logic model: what the model does, and why that should help.",
                rationale.has_logic_model,
                missing="Write the logic model: what students and teachers do, and why that should lead to the result.",
            ),
            Condition(
                "citations",
                f"At least {rules.citations_min} references to research behind it.",
                short <= 0,
                missing=f"Add {max(short, 0)} more references to research. There are {rationale.citation_count} now.",
            ),
            Condition(
                "evaluation_plan",
                "A plan for studying the effect, under way or ready to start.",
                rationale.has_evaluation_plan,
                missing="Describe the study you will run: whom it compares, on which measure, and by when.",
            ),
        ),
    )
