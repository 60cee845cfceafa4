"""PURE: the numbers that evidence is weighed by. The shipped policy's values are the defaults (Pilotage rules 10)."""

from dataclasses import dataclass, fields, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """What the policy in force says about evidence. Counts are students, districts and sites."""

    pilot_analyzed_min: int = 50
    pooled_analyzed_min: int = 200
    pilot_districts_min: int = 2
    icc_achievement: float = 0.20
    icc_other: float = 0.10
    pre_post_correlation: float = 0.5
    large_sample_min: int = 350
    sites_min: int = 2
    settings_min: int = 2
    studies_min: int = 2
    citations_min: int = 5
    alpha: float = 0.05
    tie_lookback_years: int = 2
    sites_are_districts: bool = False
    shows_gamma: bool = False

    @classmethod
    def of(cls, policy: Any) -> "EvidenceRules":
        """The rules of a policy: its evidence section, and how far back its conflicts of interest look."""
        return replace(cls.from_policy(policy.evidence), tie_lookback_years=policy.review.conflict_lookback_years)

    @classmethod
    def from_policy(cls, section: Any) -> "EvidenceRules":
        """The rules of a policy's evidence section; what it does not name keeps the shipped value."""
        given = {field.name: getattr(section, field.name) for field in fields(cls) if hasattr(section, field.name)}
        return cls(**{name: _as(cls, name, value) for name, value in given.items()})


def _as(cls: type, name: str, value: Any) -> Any:
    return type(getattr(cls(), name))(value)
