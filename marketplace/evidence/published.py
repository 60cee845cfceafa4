"""PURE: an effect computed from a review’s printed numbers beside the published one: its sign, and why they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from statistics import median

from marketplace.evidence.claims import is_close, where_it_comes_from
from marketplace.evidence.judging import Judged, RawFinding

ALIKE_FACTORS = 0.005
FEWEST_ALIKE = 3
NO_NUMBERS = "The file holds no numbers of students assigned and no starting scores; the rating is the review’s."
SIGN = "The file does not say which way is better, so the sign is the published one; the means alone give the other."
OTHER_NUMBERS = (
    "The printed means, spreads and sizes do not give it: the review reckoned with numbers that the file does not "
    "hold, such as means adjusted for starting scores or another spread."
)


def with_published_sign(judged: Judged, published: float | None) -> tuple[Judged, bool]:
    """The judgement with the sign that was published, and whether it had to be turned round for that."""
    effect = judged.effect
    if effect is None or published is None or effect.g * published >= 0:
        return judged, False
    return replace(judged, effect=replace(effect, g=-effect.g, t=-effect.t)), True


def why_it_differs(raw: RawFinding, judged: Judged, published: float, *, is_turned: bool, factor: float | None) -> str:
    """Where the computed effect parts from the published one, or what it could not be computed from."""
    effect = judged.effect
    if effect is None:
        return f"{judged.problem.field}: {judged.problem.reason}" if judged.problem else ""
    said = [SIGN] if is_turned else []
    if is_close(effect.g, published):
        return " ".join([*said, NO_NUMBERS])
    said.append(f"It differs from the published effect by {effect.g - published:.3f}.")
    return " ".join([*said, _cause(raw, effect.g, published, factor)])


def shared_factors(effects: Mapping[str, Sequence[tuple[float, float]]]) -> dict[str, float]:
    """The factor between computed and published by which the findings of a study all differ, by study."""
    found = {}
    for study, pairs in effects.items():
        ratios = [published / g for g, published in pairs if g and not is_close(g, published)]
        if len(ratios) < FEWEST_ALIKE:
            continue
        middle = median(ratios)
        if all(abs(ratio - middle) <= ALIKE_FACTORS for ratio in ratios):
            found[study] = middle
    return found


def _cause(raw: RawFinding, g: float, published: float, factor: float | None) -> str:
    if factor is not None:
        return (
            f"All effects of this study that differ do so by the same factor, {factor:.3f}: the review divided by "
            "another spread than the printed one."
        )
    return where_it_comes_from(raw, g, published) or OTHER_NUMBERS
