"""PURE: what a study claims beside what its own numbers give, and what a difference comes from where that shows."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from marketplace.evidence import effects as fx
from marketplace.evidence.judging import Judged, RawFinding
from marketplace.evidence.standards import PRE_POST

CLOSE, CLOSE_P = 0.005, 0.001
_ROUNDING = 1e-9
SAME, OTHER_SIGN, LARGER, SMALLER = "same", "other_sign", "larger", "smaller"
SURER, LESS_SURE, DIFFERS, UNKNOWN = "surer", "less_sure", "differs", "unknown"
NO_COMPARISON = "There is no comparison group, so the numbers show growth and no effect."


@dataclass(frozen=True, slots=True)
class Claim:
    """One claimed number and the computed one. `computed` is None where it cannot be computed; `reason` says why,
    or what the difference comes from."""

    what: str
    claimed: float
    computed: float | None
    verdict: str
    reason: str = ""

    @property
    def difference(self) -> float | None:
        return None if self.computed is None else self.claimed - self.computed


def claims(
    raw: RawFinding, judged: Judged, *, design: str, g: float | None, p: float | None, alpha: float = 0.05
) -> tuple[Claim, ...]:
    """Each number that the study claims, answered. Nothing claimed gives nothing."""
    why_not = NO_COMPARISON if design == PRE_POST else judged.problem.reason if judged.problem else ""
    effect = None if why_not else judged.effect
    found = []
    if g is not None:
        found.append(_about_g(raw, judged, g, effect) if effect else Claim("g", g, None, UNKNOWN, why_not))
    if p is not None:
        found.append(_about_p(judged, p, effect, alpha) if effect else Claim("p", p, None, UNKNOWN, why_not))
    return tuple(found)


def is_close(one: float, other: float) -> bool:
    return abs(one - other) <= CLOSE + _ROUNDING


def where_it_comes_from(raw: RawFinding, g: float, claimed: float) -> str:
    """The other reckoning of the same numbers that gives the claimed effect; empty where none does."""
    near = [(abs(value - claimed), words) for value, words in _other_reckonings(raw, g) if is_close(value, claimed)]
    return min(near)[1] if near else ""


def _about_g(raw: RawFinding, judged: Judged, claimed: float, effect: fx.Effect) -> Claim:
    g = effect.g
    if is_close(claimed, g):
        return Claim("g", claimed, g, SAME)
    if claimed * g < 0 and min(abs(claimed), abs(g)) > CLOSE:
        verdict = OTHER_SIGN
    else:
        verdict = LARGER if abs(claimed) > abs(g) else SMALLER
    return Claim("g", claimed, g, verdict, where_it_comes_from(raw, g, claimed))


def _about_p(judged: Judged, claimed: float, effect: fx.Effect, alpha: float) -> Claim:
    p = effect.p
    if (claimed < alpha) != (p < alpha):
        verdict = SURER if claimed < alpha else LESS_SURE
    else:
        verdict = SAME if abs(claimed - p) <= CLOSE_P else DIFFERS
    return Claim("p", claimed, p, verdict, "" if verdict == SAME else _other_test(judged, p, claimed))


def _other_test(judged: Judged, p: float, claimed: float) -> str:
    correction = judged.correction
    if correction and abs(claimed - correction.p_naive) <= CLOSE_P:
        return "It is what the numbers give when whole classes or schools are counted as single students."
    if abs(claimed - p / 2) <= CLOSE_P:
        return "It is what the numbers give when only a gain is tested for, not a loss."
    return ""


def _other_reckonings(raw: RawFinding, g: float) -> Iterator[tuple[float, str]]:
    yield -g, "It is the same effect with its sign turned round; on this measure the other way is better."
    i, c = raw.i, raw.c
    sign = -1 if raw.higher_is_better is False else 1
    if i.share and c.share and 0 < i.share < 1 and 0 < c.share < 1:
        odds = log(i.share / (1 - i.share)) - log(c.share / (1 - c.share))
        yield sign * odds, "It is the log of the odds ratio, which is not in standard deviations."
        yield sign * odds / fx.COX, "It is what the numbers give without the correction for small samples."
    if i.mean is not None and c.mean is not None and i.sd and c.sd and i.n and c.n:
        gap = sign * (i.mean - c.mean)
        spread = fx.pooled_sd(fx.Group(i.n, i.mean, i.sd), fx.Group(c.n, c.mean, c.sd))
        yield gap / spread, "It is what the numbers give without the correction for small samples."
        yield gap / c.sd, "It is the difference divided by the spread of the comparison group alone."
        yield gap / i.sd, "It is the difference divided by the spread of the model group alone."
        yield from _growth(raw, sign, fx.omega(i.n + c.n) * gap / spread)


def _growth(raw: RawFinding, sign: int, at_the_end: float) -> Iterator[tuple[float, str]]:
    i, c = raw.i, raw.c
    if raw.is_gain_score:
        yield at_the_end, "It compares the scores at the end, not the growth."
    if i.mean is None or i.pre_mean is None or not i.pre_sd:
        return
    grown = sign * (i.mean - i.pre_mean)
    words = "It is the growth of the model group alone, without the comparison."
    yield grown / i.pre_sd, words
    if i.sd:
        yield grown / i.sd, words
    if c.pre_mean is not None and c.pre_sd and i.n and c.n and not raw.is_gain_score:
        before = fx.standardized(fx.Group(i.n, i.pre_mean, i.pre_sd), fx.Group(c.n, c.pre_mean, c.pre_sd))
        yield at_the_end - sign * before, "It compares the growth of the groups, not their scores at the end."
