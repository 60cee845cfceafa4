"""PURE: many studies together, fixed and random effects (Pilotage rules 2.3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy.special import chdtrc, ndtr, stdtrit

from marketplace.evidence.effects import Z95


@dataclass(frozen=True, slots=True)
class Estimate:
    """One study's effect in one domain, ready to pool."""

    label: str
    g: float
    se: float


@dataclass(frozen=True, slots=True)
class Mean:
    """A weighted mean with its standard error and 95% interval."""

    value: float
    se: float

    @property
    def lower(self) -> float:
        return self.value - Z95 * self.se

    @property
    def upper(self) -> float:
        return self.value + Z95 * self.se

    @property
    def z(self) -> float:
        return self.value / self.se

    @property
    def p(self) -> float:
        return float(2 * ndtr(-abs(self.z)))


@dataclass(frozen=True, slots=True)
class Pooled:
    """Fixed effects first, as the clearinghouse does, random effects beside it, and how far the studies differ.

    `weights` are fixed-effects shares in the order given, summing to 1. `prediction` is where the effect of a
    new study would lie (95%), None below three studies.
    """

    k: int
    fixed: Mean
    random: Mean
    weights: tuple[float, ...]
    q: float
    q_p: float
    i_squared: float
    tau_squared: float
    prediction: tuple[float, float] | None


def pool(estimates: Sequence[Estimate]) -> Pooled | None:
    """The pooled effect of two or more studies. One study is itself, not a pool: None."""
    k = len(estimates)
    if k < 2:
        return None
    g = np.array([estimate.g for estimate in estimates])
    variance = np.array([estimate.se for estimate in estimates]) ** 2
    if not np.all(np.isfinite(g)) or not np.all(variance > 0):
        raise ValueError("Every study needs an effect and a standard error above 0.")
    weight = 1 / variance
    total = weight.sum()
    fixed = Mean(float((weight * g).sum() / total), float(1 / sqrt(total)))
    q = float((weight * (g - fixed.value) ** 2).sum())
    c = total - (weight**2).sum() / total
    tau_squared = max(0.0, float((q - (k - 1)) / c))
    random = random_effects(estimates, tau_squared=tau_squared)
    return Pooled(
        k=k,
        fixed=fixed,
        random=random,
        weights=tuple(float(share) for share in weight / total),
        q=q,
        q_p=float(chdtrc(k - 1, q)),
        i_squared=max(0.0, 100 * (q - (k - 1)) / q) if q > 0 else 0.0,
        tau_squared=tau_squared,
        prediction=prediction_interval(random, tau_squared=tau_squared, df=k - 2) if k >= 3 else None,
    )


def random_effects(estimates: Sequence[Estimate], *, tau_squared: float) -> Mean:
    """The mean when true effects vary between studies with the given variance."""
    weight = np.array([1 / (estimate.se**2 + tau_squared) for estimate in estimates])
    g = np.array([estimate.g for estimate in estimates])
    return Mean(float((weight * g).sum() / weight.sum()), float(1 / sqrt(weight.sum())))


def prediction_interval(mean: Mean, *, tau_squared: float, df: int | None = None) -> tuple[float, float]:
    """Where a new study's true effect would lie, 95%; Student t with `df`, or the normal curve without."""
    reach = Z95 if df is None else float(stdtrit(df, 0.975))
    half = reach * sqrt(tau_squared + mean.se**2)
    return mean.value - half, mean.value + half


def averaged(label: str, effects: Iterable[tuple[float, float]]) -> Estimate:
    """One effect for a study with several outcomes in a domain.

    The mean of the effects with the mean of their standard errors: as if the outcomes were the same test, so that
    more tests of the same children never look like more children.
    """
    pairs = list(effects)
    return Estimate(label, sum(g for g, _ in pairs) / len(pairs), sum(se for _, se in pairs) / len(pairs))
