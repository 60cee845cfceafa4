"""What a decision says, and what is recommended, as data: for its hash, and for two people who write at once."""

from __future__ import annotations

from typing import Any

from procurement.designations.models import Determination


def recommended_values(determination: Determination) -> dict[str, Any]:
    """What is recommended, under the names that people read."""
    return {
        "The tier": determination.get_tier_recommended_display() or "no tier",
        "What it covers": ["|".join(row) for row in determination.scope],
        "The conditions": determination.conditions,
        "The exception": determination.exception,
        "The reason": determination.recommendation,
    }


def decision_data(determination: Determination) -> dict[str, Any]:
    """All that a decision says, as data: what its hash stands for. An exception is named where one was made."""
    exception = {"exception": determination.exception} if determination.exception else {}
    return {
        "reference": determination.reference,
        "kind": str(determination.kind),
        "source": determination.source_reference,
        "provider": determination.provider.name,
        "model": determination.model.name,
        "model_version": {"number": determination.model_version.number, "sha256": determination.model_version.sha256},
        "policy_version": determination.policy_version.number,
        "tier_asked": determination.tier_asked,
        "tier": determination.tier,
        "reasons": determination.reasons,
        "summary": determination.summary,
        "decision_reason": determination.decision_reason,
        "conditions": determination.conditions,
        "scope": determination.scope,
        "issued_at": determination.issued_at,
    } | exception
