"""PURE: what the public sees of an outcome: every table of it passed through the suppression engine at once.

Cells are JSON: {"value": 63} or {"value": null, "reason": "n_lt_min"}; a coded percentage also has a bound.
Numbers with decimals are text, as canonical JSON asks. Nothing else of the totals leaves this module.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from marketplace.publishing.cells import (
    COMPLEMENT,
    NOT_COLLECTED,
    NOT_REPORTED,
    Count,
    Family,
    Moment,
    Protection,
    Share,
    Shown,
)
from marketplace.publishing.ranges import Relation
from marketplace.publishing.suppression import protect
from procurement.outcomes.analysis import Analysis, ArmTotals, ComparisonTerms, MeasureOutcome
from procurement.outcomes.groups import AXES, COMPARISON, SUBGROUPS, TREATMENT
from procurement.outcomes.sentences import about_effect, about_lost, about_start, about_verdict
from procurement.outcomes.verdict import GE, GT, LE, Check, Verdict, condition_words

HUNDREDTH = Decimal("0.01")
LEAST, HEADLINE = 0, 3


@dataclass(frozen=True, slots=True)
class GroupTotals:
    """One group's totals on one measure in one arm."""

    arm: str
    group: str
    totals: ArmTotals


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything an outcome could print: the analysis, how many were assigned, and the groups by measure."""

    analysis: Analysis
    comparison: ComparisonTerms
    assigned: Mapping[str, int | None]
    groups: Mapping[str, Sequence[GroupTotals]]

    def arms_of(self, measure: MeasureOutcome) -> Iterable[tuple[str, ArmTotals]]:
        yield TREATMENT, measure.treatment
        if self.comparison.has_comparison:
            yield COMPARISON, measure.comparison


@dataclass
class _Ask:
    """What is handed to the engine."""

    counts: list[Count]
    families: list[Family]
    shares: list[Share]
    moments: list[Moment]
    known: list[Relation]


def publish(tables: Tables, *, threshold: int) -> dict[str, Any]:
    """The public tables and the verdict, with small cells and all that would give them away hidden."""
    ask = asked_of(tables)
    safe = protect(
        counts=ask.counts, families=ask.families, shares=ask.shares, moments=ask.moments, known=ask.known,
        threshold=threshold,
    )  # fmt: skip
    measures = [_measure(tables, safe, measure) for measure in tables.analysis.measures]
    arms = (TREATMENT, COMPARISON) if tables.comparison.has_comparison else (TREATMENT,)
    return {
        "threshold": threshold,
        "design": tables.comparison.design,
        "assigned": {arm: _assigned(tables, safe, arm) for arm in arms},
        "measures": measures,
        "verdict": _verdict(tables.analysis, {measure["key"]: measure for measure in measures}),
    }


def asked_of(tables: Tables) -> _Ask:
    """Every count that could be printed or worked out, which add up, and what else readers are told."""
    ask = _Ask([], [], [], [], [])
    arms = (TREATMENT, COMPARISON) if tables.comparison.has_comparison else (TREATMENT,)
    for arm in arms:
        if tables.assigned.get(arm) is not None:
            ask.counts.append(Count(arm, tables.assigned[arm], rank=LEAST))
    for measure in tables.analysis.measures:
        for arm, totals in tables.arms_of(measure):
            if totals.n is None:
                continue
            _ask_arm(ask, tables, measure, arm, totals)
    for check in (*tables.analysis.verdict.expand, *tables.analysis.verdict.extend):
        ask.known += _known_from(check, tables.analysis)
    return ask


def _ask_arm(ask: _Ask, tables: Tables, measure: MeasureOutcome, arm: str, totals: ArmTotals) -> None:
    key = f"{measure.terms.key}/{arm}"
    ask.counts.append(Count(f"{key}/n", totals.n, rank=HEADLINE))
    if tables.assigned.get(arm) is not None:
        ask.families.append(Family(arm, (f"{key}/n",)))
    exact = measure.judged.effect is not None
    _ask_result(ask, key, totals, exact=exact)
    if totals.before_met is not None:
        ask.counts.append(Count(f"{key}/before met", totals.before_met, public=False))
        ask.shares.append(Share(f"{key}/before %", f"{key}/before met", f"{key}/n", exact=exact))
    if totals.before_mean is not None and totals.before_sd is not None:
        ask.moments.append(Moment(f"{key}/before mean", f"{key}/n", totals.before_mean, totals.before_sd))
    rows = {row.group: row.totals for row in tables.groups.get(measure.terms.key, ()) if row.arm == arm}
    for axis in AXES.values():
        present = [group for group in axis if group in rows and rows[group].n is not None]
        for group in present:
            ask.counts.append(Count(f"{key}/{group}/n", rows[group].n))
            _ask_result(ask, f"{key}/{group}", rows[group], exact=False)
        if present:
            ask.families.append(Family(f"{key}/n", tuple(f"{key}/{group}/n" for group in present)))
        with_results = [group for group in present if rows[group].met is not None]
        if with_results and totals.met is not None:
            ask.families.append(Family(f"{key}/met", tuple(f"{key}/{group}/met" for group in with_results)))


def _ask_result(ask: _Ask, key: str, totals: ArmTotals, *, exact: bool) -> None:
    if totals.met is not None:
        ask.counts.append(Count(f"{key}/met", totals.met, public=False))
        ask.shares.append(Share(f"{key}/%", f"{key}/met", f"{key}/n", exact=exact))
    if totals.mean is not None and totals.sd is not None:
        ask.moments.append(Moment(f"{key}/mean", f"{key}/n", totals.mean, totals.sd))


def _known_from(check: Check, analysis: Analysis) -> list[Relation]:
    """That a percentage reached the contract's mark, or did not, is told with the verdict; a reader knows it."""
    condition = check.condition
    if condition.statistic != "percent_meeting" or check.is_met is None:
        return []
    measure = analysis.of(condition.measure)
    if measure.treatment.met is None:
        return []
    key = f"{condition.measure}/{TREATMENT}"
    mark = int((condition.threshold * 100).to_integral_value(ROUND_HALF_UP))
    above = {f"{key}/met": 10_000, f"{key}/n": -mark}
    is_above = check.is_met if condition.comparator in (GE, GT) else not check.is_met
    touching = (condition.comparator in (GE, LE)) == check.is_met
    if is_above:
        return [Relation(above, 0 if touching else 1, None)]
    return [Relation(above, None, 0 if touching else -1)]


def _measure(tables: Tables, safe: Protection, measure: MeasureOutcome) -> dict[str, Any]:
    arms = {arm: _arm(safe, measure, f"{measure.terms.key}/{arm}", totals) for arm, totals in tables.arms_of(measure)}
    shows_results = all(_is_shown(cells["result"]) for cells in arms.values())
    shows_start = all(_is_shown(cells["before"]) for cells in arms.values())
    shows_lost = all(_is_shown(_assigned(tables, safe, arm)) for arm in arms)
    return {
        "key": measure.terms.key,
        "name": measure.terms.name,
        "kind": measure.terms.kind,
        "higher_is_better": measure.terms.higher_is_better,
        "arms": arms,
        "effect": _effect(measure, tables.comparison, shows_results),
        "sentence": about_effect(measure, tables.comparison, shows_numbers=shows_results),
        "lost": about_lost(measure, shows_numbers=shows_lost),
        "start": about_start(measure, shows_numbers=shows_start),
        "rating": measure.judged.rating.level,
        "groups": _groups(tables, safe, measure),
    }


def _arm(safe: Protection, measure: MeasureOutcome, key: str, totals: ArmTotals) -> dict[str, Any]:
    return {
        "n": _cell(safe.counts.get(f"{key}/n")),
        "result": _result(safe, measure, key, "", totals.n),
        "before": _result(safe, measure, key, "before ", totals.n),
    }


def _result(safe: Protection, measure: MeasureOutcome, key: str, when: str, n: int | None) -> dict[str, Any]:
    if measure.terms.is_binary:
        return _cell(safe.shares.get(f"{key}/{when}%"))
    return _cell(safe.moments.get(f"{key}/{when}mean"))


def _groups(tables: Tables, safe: Protection, measure: MeasureOutcome) -> list[dict[str, Any]]:
    reported = {(row.arm, row.group): row.totals for row in tables.groups.get(measure.terms.key, ())}
    lines = []
    for group, label in SUBGROUPS.items():
        arms = {}
        for arm, _ in tables.arms_of(measure):
            totals = reported.get((arm, group))
            key = f"{measure.terms.key}/{arm}/{group}"
            if totals is not None and totals.n is not None:
                arms[arm] = {"n": _cell(safe.counts[f"{key}/n"]), "result": _result(safe, measure, key, "", totals.n)}
        if arms:
            missing = {"n": _missing(NOT_REPORTED), "result": _missing(NOT_REPORTED)}
            for arm, _ in tables.arms_of(measure):
                arms.setdefault(arm, missing)
            lines.append({"group": group, "label": label, "arms": arms})
    return lines


def _effect(measure: MeasureOutcome, comparison: ComparisonTerms, shows_numbers: bool) -> dict[str, Any]:
    effect = measure.judged.effect
    if not comparison.has_comparison:
        return _missing(NOT_COLLECTED)
    if effect is None:
        return _missing(NOT_REPORTED)
    if not shows_numbers:
        return _missing(COMPLEMENT)
    low, high = effect.interval
    return {
        "value": _text(effect.g),
        "se": _text(effect.se),
        "p": _text(effect.p, Decimal("0.001")),
        "low": _text(low),
        "high": _text(high),
        "n": effect.n,
        "is_significant": measure.judged.is_significant,
    }


def _verdict(analysis: Analysis, measures: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    verdict: Verdict = analysis.verdict
    names = {measure.terms.key: measure.terms.name for measure in analysis.measures}
    return {
        "outcome": verdict.outcome,
        "sentence": verdict.sentence,
        "words": about_verdict(analysis),
        "expand": [_checked(check, names, measures) for check in verdict.expand],
        "extend": [_checked(check, names, measures) for check in verdict.extend],
    }


def _checked(check: Check, names: Mapping[str, str], measures: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    measure = measures[check.condition.measure]
    arms = measure["arms"].values()
    if check.value is None:
        value = _missing(NOT_REPORTED)
    elif all(_is_shown(arm["result"]) for arm in arms):
        digits = HUNDREDTH if check.condition.statistic != "p" else Decimal("0.001")
        whole = check.condition.statistic == "percent_meeting"
        value = measure["arms"][TREATMENT]["result"] if whole else {"value": _text(check.value, digits)}
    else:
        value = _missing(COMPLEMENT)
    return {"words": condition_words(check.condition, names), "value": value, "is_met": check.is_met}


def _assigned(tables: Tables, safe: Protection, arm: str) -> dict[str, Any]:
    return _cell(safe.counts.get(arm))


def _cell(shown: Shown | None) -> dict[str, Any]:
    if shown is None:
        return _missing(NOT_REPORTED)
    if not shown.is_hidden:
        if shown.sd is not None:
            return {"value": _text(shown.value), "sd": _text(shown.sd)}
        return {"value": shown.value}
    bounds = {"at_most": shown.at_most, "at_least": shown.at_least}
    return {**_missing(shown.reason), **{name: value for name, value in bounds.items() if value is not None}}


def _missing(reason: str) -> dict[str, Any]:
    return {"value": None, "reason": reason}


def _is_shown(cell: Mapping[str, Any]) -> bool:
    return cell["value"] is not None


def _text(value: float | Decimal, digits: Decimal = HUNDREDTH) -> str:
    number = value if isinstance(value, Decimal) else Decimal(repr(float(value)))
    return str(number.quantize(digits, ROUND_HALF_UP))
