"""PURE: several outcomes in one domain, Benjamini-Hochberg (Pilotage rules 2.3)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Adjusted:
    """One p-value, the critical value its rank gives it, and whether it stays significant."""

    p: float
    critical: float
    is_significant: bool


def benjamini_hochberg(p_values: Sequence[float], *, alpha: float = 0.05) -> list[Adjusted]:
    """Which of several p-values stay significant when the false discovery rate is held at `alpha`; order kept."""
    count = len(p_values)
    ranked = sorted(range(count), key=p_values.__getitem__)
    critical = {index: (rank + 1) / count * alpha for rank, index in enumerate(ranked)}
    last = max((rank for rank, index in enumerate(ranked) if p_values[index] <= critical[index]), default=-1)
    passed = set(ranked[: last + 1])
    return [Adjusted(p, critical[index], index in passed) for index, p in enumerate(p_values)]
