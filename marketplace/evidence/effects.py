"""PURE: effect sizes, their standard errors, significance and cluster correction (Pilotage rules 2.3)."""

from dataclasses import dataclass, replace
from math import isfinite, log, sqrt

from scipy.special import ndtr, stdtr, stdtrit

COX = 1.65
Z95 = 1.959963984540054


class NotComputable(ValueError):
    """A value cannot be computed. `field` names the input at fault, the text says what would be accepted."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(reason)
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Group:
    """One group's continuous result: how many students, their mean, and the unadjusted standard deviation."""

    n: int
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Share:
    """One group's yes-or-no result: how many students and the share (0 to 1) with the outcome."""

    n: int
    share: float


@dataclass(frozen=True, slots=True)
class Effect:
    """A standardized difference with what is needed to judge and pool it.

    `se_plain` is the standard error without any gain from covariates; the cluster correction starts from it.
    `p` is two-tailed, Student t with `df` degrees of freedom.
    """

    g: float
    se: float
    se_plain: float
    n_i: int
    n_c: int
    t: float
    df: float
    p: float
    method: str

    @property
    def n(self) -> int:
        return self.n_i + self.n_c

    @property
    def interval(self) -> tuple[float, float]:
        """The 95% interval on the same distribution as `p`, so that both always agree about zero."""
        half = float(stdtrit(self.df, 0.975)) * self.se
        return self.g - half, self.g + half


@dataclass(frozen=True, slots=True)
class ClusterCorrection:
    """What counting the clusters does to a finding: t before and after, degrees of freedom, p before and after."""

    t_naive: float
    t: float
    df: float
    p_naive: float
    p: float
    se_factor: float
    gamma: float
    cluster_size: float
    icc: float


def omega(n: int) -> float:
    """The small-sample factor 1 - 3/(4N - 9). Needs four students or more."""
    if n < 4:
        raise NotComputable("n", f"There are {n} students in all. An effect needs at least 4.")
    return 1 - 3 / (4 * n - 9)


def pooled_sd(i: Group, c: Group) -> float:
    return sqrt(((i.n - 1) * i.sd**2 + (c.n - 1) * c.sd**2) / (i.n + c.n - 2))


def hedges_g(i: Group, c: Group, *, r_squared: float = 0.0) -> Effect:
    """Hedges g of two groups' means; `r_squared` is the share of variance that covariates explain (0 if unknown)."""
    _check_range("r_squared", r_squared, low=0, high=1, high_open=True)
    return _effect(standardized(i, c), i.n, c.n, "hedges", r_squared)


def standardized(i: Group, c: Group) -> float:
    """Hedges g alone, such as the gap between two groups before the start."""
    _check_sizes(i.n, c.n)
    for field, group in (("sd_i", i), ("sd_c", c)):
        if not isfinite(group.sd) or group.sd <= 0:
            raise NotComputable(field, f"The standard deviation is {group.sd:g}. It must be above 0.")
    return omega(i.n + c.n) * (i.mean - c.mean) / pooled_sd(i, c)


def cox(i: Share, c: Share) -> Effect:
    """The Cox index of two groups' shares, with omega. A share of 0 or 1 has no such index and is refused."""
    _check_sizes(i.n, c.n)
    for field, group in (("share_i", i), ("share_c", c)):
        if not 0 < group.share < 1:
            raise NotComputable(
                field, f"The share is {group.share:g}. It must be above 0 and below 1; at 0 or 1 no effect is defined."
            )
    factor = omega(i.n + c.n) / COX
    g = factor * (log(i.share / (1 - i.share)) - log(c.share / (1 - c.share)))
    se = factor * sqrt(sum(1 / (group.n * group.share * (1 - group.share)) for group in (i, c)))
    return _tested(g, se, se, i.n, c.n, "cox")


def difference_in_differences(post: Effect, pre: Effect, *, correlation: float = 0.5) -> Effect:
    """The effect after less the difference before; `correlation` is between the two tests."""
    _check_range("pre_post_correlation", correlation, low=-1, high=1)
    g = post.g - pre.g

    def spread(a: float, b: float) -> float:
        return sqrt(max(a**2 + b**2 - 2 * correlation * a * b, 0.0))

    se, plain = spread(post.se, pre.se), spread(post.se_plain, pre.se_plain)
    if se == 0:
        raise NotComputable("pre_post_correlation", "With this correlation the standard error is 0. Enter one below 1.")
    return _tested(g, se, plain, post.n_i, post.n_c, "difference in differences")


def published_effect(g: float, n_i: int, n_c: int) -> Effect:
    """An effect as a review published it, with the standard error that its group sizes imply."""
    _check_sizes(n_i, n_c)
    if not isfinite(g):
        raise NotComputable("published_g", "The published effect must be a number.")
    return _effect(g, n_i, n_c, "published", 0.0)


def cluster_correction(effect: Effect, *, clusters: int, icc: float) -> ClusterCorrection:
    """Student-level results of groups that were assigned whole, with the clustering counted.

    Starts from the standard error without covariates: what explains students says nothing about classes.
    """
    n = effect.n
    if not 2 <= clusters <= n:
        raise NotComputable("clusters", f"There are {clusters} groups for {n} students. Enter 2 or more, at most {n}.")
    _check_range("icc", icc, low=0, high=1)
    size = n / clusters
    a = (n - 2) - 2 * (size - 1) * icc
    if a <= 0:
        raise NotComputable("clusters", "There are too few groups for their size to correct for them.")
    inflation = (n - 2) * (1 + (size - 1) * icc)
    t_naive = effect.g / effect.se_plain
    t = t_naive * sqrt(a / inflation)
    rest = n - 2 * size
    df = a**2 / ((n - 2) * (1 - icc) ** 2 + size * rest * icc**2 + 2 * rest * icc * (1 - icc))
    return ClusterCorrection(
        t_naive=t_naive,
        t=t,
        df=df,
        p_naive=two_tailed(t_naive, n - 2),
        p=two_tailed(t, df),
        se_factor=sqrt(inflation / a),
        gamma=sqrt(max(1 - 2 * (size - 1) * icc / (n - 2), 0.0)),
        cluster_size=size,
        icc=icc,
    )


def corrected(effect: Effect, correction: ClusterCorrection, *, with_gamma: bool = False) -> Effect:
    """The effect with its standard error, t, df and p after correction; g itself changes only `with_gamma`."""
    return replace(
        effect,
        g=effect.g * (correction.gamma if with_gamma else 1.0),
        se=effect.se_plain * correction.se_factor,
        t=correction.t,
        df=correction.df,
        p=correction.p,
    )


def improvement_index(g: float) -> float:
    """How many percentile points a middle student of the comparison group would move, from -50 to 50."""
    return 100 * (float(ndtr(g)) - 0.5)


def two_tailed(t: float, df: float) -> float:
    return float(2 * stdtr(df, -abs(t)))


def _effect(g: float, n_i: int, n_c: int, method: str, r_squared: float) -> Effect:
    n = n_i + n_c
    sampling = n / (n_i * n_c)
    rest = g**2 / (2 * n)
    return _tested(g, sqrt(sampling * (1 - r_squared) + rest), sqrt(sampling + rest), n_i, n_c, method)


def _tested(g: float, se: float, se_plain: float, n_i: int, n_c: int, method: str) -> Effect:
    df = n_i + n_c - 2
    t = g / se
    return Effect(g=g, se=se, se_plain=se_plain, n_i=n_i, n_c=n_c, t=t, df=df, p=two_tailed(t, df), method=method)


def _check_sizes(n_i: int, n_c: int) -> None:
    for field, n in (("n_i", n_i), ("n_c", n_c)):
        if n < 2:
            raise NotComputable(field, f"The group has {n} students. An effect needs at least 2 in each group.")


def _check_range(field: str, value: float, *, low: float, high: float, high_open: bool = False) -> None:
    if not isfinite(value) or value < low or value > high or (high_open and value == high):
        words = f"below {high:g}" if high_open else f"at most {high:g}"
        raise NotComputable(field, f"The value is {value:g}. Enter a number of at least {low:g} and {words}.")
