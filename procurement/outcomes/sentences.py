"""PURE: an outcome in plain words. The sentence first, the symbol second."""

from __future__ import annotations

from marketplace.evidence.wording import number, p_value, percentile, signed, size_word
from procurement.outcomes.analysis import Analysis, ComparisonTerms, MeasureOutcome
from procurement.outcomes.verdict import CANNOT_DECIDE, EXPAND, Check, condition_words

HIDDEN = "The numbers are hidden to protect children."


def about_effect(measure: MeasureOutcome, comparison: ComparisonTerms, *, shows_numbers: bool) -> str:
    """What the measure says, first in words. Without a comparison group it is growth, never an effect."""
    if not comparison.has_comparison:
        return _growth(measure, shows_numbers)
    effect = measure.judged.effect
    if effect is None:
        reason = measure.judged.problem.reason if measure.judged.problem else "Numbers are missing."
        return f"The two groups cannot be compared. {reason if shows_numbers else HIDDEN}"
    name = measure.terms.name
    symbols = f" (g\u00a0{signed(effect.g)}, p\u00a0{p_value(effect.p)})" if shows_numbers else f" {HIDDEN}"
    if not measure.judged.is_significant:
        told = f"On {name}, students with the model and the comparison group differed no more than chance explains"
        adjusted = measure.judged.adjusted
        several = ", several outcomes counted together" if adjusted and not adjusted.is_significant else ""
        return f"{told}{several}.{symbols}"
    else:
        way = "better" if effect.g > 0 else "worse"
        told = (
            f"On {name}, students with the model did {way} than the comparison group, by a {size_word(effect.g)} step."
        )
    if not shows_numbers:
        return f"{told}{symbols}"
    return f"{told} A middle student would move to about the {percentile(effect.g)} percentile.{symbols}"


def about_lost(measure: MeasureOutcome, *, shows_numbers: bool) -> str:
    """Whether too many students were lost, with the rates only where the counts are public."""
    lost = measure.judged.attrition
    if lost is None:
        return "How many students were lost is not reported for both groups."
    if shows_numbers:
        return lost.reason
    return f"{'Few' if lost.is_low else 'Many'} students were lost between start and end. {HIDDEN}"


def about_start(measure: MeasureOutcome, *, shows_numbers: bool) -> str:
    """Whether the groups were alike at the start."""
    alike = measure.judged.equivalence
    if shows_numbers or alike.worst is None:
        return alike.reason
    told = "alike" if alike.holds else "not alike enough"
    return f"At the start the groups were {told}. {HIDDEN}"


def about_verdict(analysis: Analysis) -> str:
    """Why the rule says what it says, condition by condition."""
    verdict = analysis.verdict
    names = {measure.terms.key: measure.terms.name for measure in analysis.measures}
    if verdict.outcome == CANNOT_DECIDE:
        missing = [check for check in (*verdict.expand, *verdict.extend) if check.is_met is None]
        asked = "; ".join(dict.fromkeys(condition_words(check.condition, names) for check in missing))
        return f"The rule asks whether {asked}. That number is not there, so it cannot decide."
    read = verdict.expand if verdict.outcome == EXPAND or not verdict.extend else (*verdict.expand, *verdict.extend)
    return " ".join(_told(check, names) for check in read)


def _told(check: Check, names: dict[str, str]) -> str:
    words = condition_words(check.condition, names)
    return f"{'Reached' if check.is_met else 'Not reached'}: {words}."


def _growth(measure: MeasureOutcome, shows_numbers: bool) -> str:
    difference = measure.values["mean_difference"]
    name = measure.terms.name
    if difference is None:
        return f"There was no comparison group and no starting score on {name}, so nothing can be said about growth."
    told = f"On {name} students grew over the pilot. Without a comparison group nobody knows how much is the model’s."
    if difference == 0 or (difference > 0) != measure.terms.higher_is_better:
        told = f"On {name} students did not improve over the pilot."
    return f"{told} (change {number(float(difference))})" if shows_numbers else f"{told} {HIDDEN}"
