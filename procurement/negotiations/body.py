"""PURE: what a revision holds, and what must be true of it before it may be proposed.

A body is plain JSON: scope, sites, calendar, measures, comparison, decision_rule, milestones, price_lines,
total_cents, data_elements, funding_source, template and clauses. Money is integer cents, thresholds are
decimal text, days are ISO text.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marketplace.clocks.calendar import add_months
from marketplace.clocks.words import day_words
from marketplace.numbers import NotANumber, read_number
from procurement.agreements.splitting import money_words
from procurement.clauses.positions import Bounds, ClauseTerms, Position, Stand, rule_on

STATISTICS = {
    "g": "effect size (g)",
    "improvement_index": "improvement index, in percentile points",
    "difference": "difference between the groups, in the measure's own unit",
}
COMPARATORS = {">=": "at least", ">": "more than", "<=": "at most", "<": "less than"}
DESIGNS = {
    "matched_comparison": "matched comparison group",
    "randomized": "groups drawn by lot",
    "earlier_cohort": "last year's students in the same schools",
    "none": "no comparison group: growth only",
}
MEASURE_KINDS = {"continuous": "a score", "binary": "a yes or no for each student"}
PARTS = ("scope", "sites", "calendar", "measures", "comparison", "decision_rule", "milestones", "price_lines")


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds a revision from outside: today, the tier's cap on students, the policy's clause bounds, how
    long a pilot may last, and the last day on which the model is approved."""

    today: date
    students_max: int | None
    clause_bounds: Mapping[str, Bounds]
    months_max: int | None = None
    approved_until: date | None = None


def problems_in(body: Mapping[str, Any], clauses: Mapping[str, ClauseTerms], limits: Limits) -> dict[str, str]:
    """Each reason why this body cannot be proposed, by part (`milestones`, `clause:breach`); empty when it can."""
    problems: dict[str, str] = {}
    problems |= _scope(body, limits)
    problems |= _calendar(body["calendar"], limits)
    problems |= _measuring(body)
    problems |= _prices(body)
    problems |= _milestones(body, limits)
    for entry in body["clauses"]:
        terms = clauses.get(entry["key"])
        if terms is None:
            problems[f"clause:{entry['key']}"] = f"The template has no clause {entry['key']}."
            continue
        ruling = rule_on(terms, position_of(entry), limits.clause_bounds)
        if not ruling.is_allowed:
            problems[f"clause:{entry['key']}"] = " ".join(ruling.reasons.values())
    return problems


def position_of(entry: Mapping[str, Any]) -> Position:
    """The position that a body's clause entry takes."""
    return Position(
        Stand(entry["position"]), entry.get("alternative"), entry.get("parameters") or {}, entry.get("text") or ""
    )


def standard_entry(terms: ClauseTerms) -> dict[str, Any]:
    """The entry of a clause at the state's standard."""
    return {
        "key": terms.key, "version": terms.number, "position": str(Stand.STANDARD), "alternative": None,
        "parameters": {}, "text": "",
    }  # fmt: skip


def condition_words(condition: Mapping[str, str], measures: Sequence[Mapping[str, Any]]) -> str:
    """One condition of the rule in words: "effect size (g) on DIBELS is at least 0.10"."""
    names = {measure["key"]: measure["name"] for measure in measures}
    statistic = STATISTICS.get(condition["statistic"], condition["statistic"])
    comparator = COMPARATORS.get(condition["comparator"], condition["comparator"])
    name = names.get(condition["measure"], condition["measure"])
    return f"{statistic} on {name} is {comparator} {condition['threshold']}"


def day(text: str) -> date:
    """The day an ISO text names."""
    return date.fromisoformat(text)


def _scope(body: Mapping[str, Any], limits: Limits) -> dict[str, str]:
    scope, problems = body["scope"], {}
    if not scope["summary"].strip():
        problems["scope"] = "Say what the provider delivers."
    if scope["students_count"] < 1:
        problems["students_count"] = "Give the number of students: 1 or more."
    elif limits.students_max is not None and scope["students_count"] > limits.students_max:
        problems["students_count"] = (
            f"{scope['students_count']:,} students are more than this model's tier allows: "
            f"at most {limits.students_max:,}."
        )
    if not body["sites"]:
        problems["sites"] = "Name at least one school or site."
    return problems


def _calendar(calendar: Mapping[str, Any], limits: Limits) -> dict[str, str]:
    starts, ends = day(calendar["starts_on"]), day(calendar["ends_on"])
    if starts <= limits.today:
        return {"starts_on": f"The pilot starts on {day_words(starts)}; both must sign before, so choose a later day."}
    if ends <= starts:
        return {"ends_on": "The last day comes after the first."}
    if limits.approved_until and starts > limits.approved_until:
        return {"starts_on": f"The model is approved until {day_words(limits.approved_until)}: choose an earlier day."}
    if limits.months_max and ends > (longest := add_months(starts, limits.months_max)):
        return {
            "ends_on": f"A pilot lasts at most {limits.months_max} months, the term of its tier: "
            f"to {day_words(longest)}."
        }
    if any(not starts <= day(report) for report in calendar["reports"]):
        return {"reports": "No report is due before the pilot starts."}
    return {}


def _measuring(body: Mapping[str, Any]) -> dict[str, str]:
    keys = [measure["key"] for measure in body["measures"]]
    if not keys:
        return {"measures": "Choose at least one measure, so that the decision can rest on it."}
    if len(set(keys)) < len(keys):
        return {"measures": "Two measures carry one key."}
    rule = body["decision_rule"]
    if not rule["expand"]:
        return {"decision_rule": "Say what must be reached to expand."}
    for condition in [*rule["expand"], *rule["extend"]]:
        if condition["measure"] not in keys:
            number = condition["measure"].removeprefix("m")
            return {"decision_rule": f"The rule names measure {number}, which is not among the measures."}
        if condition["statistic"] not in STATISTICS or condition["comparator"] not in COMPARATORS:
            return {"decision_rule": "The rule uses a statistic or comparison that the portal does not compute."}
        if not _is_decimal(condition["threshold"]):
            return {"decision_rule": f"“{condition['threshold']}” is not a number such as 0.10."}
    return {}


def _prices(body: Mapping[str, Any]) -> dict[str, str]:
    lines, total = body["price_lines"], body["total_cents"]
    if not lines:
        return {"price_lines": "Give at least one price line."}
    for line in lines:
        if line["quantity"] < 1 or line["unit_cents"] < 0:
            return {"price_lines": f"“{line['description']}” needs a quantity of 1 or more and a price of $0 or more."}
        if line["quantity"] * line["unit_cents"] != line["amount_cents"]:
            due = money_words(line["quantity"] * line["unit_cents"])
            return {"price_lines": f"“{line['description']}” makes {due}, not {money_words(line['amount_cents'])}."}
    added = sum(line["amount_cents"] for line in lines)
    if added != total:
        return {"price_lines": f"The price lines add up to {money_words(added)}, not to {money_words(total)}."}
    return {} if total > 0 else {"price_lines": "The total is more than $0."}


def _milestones(body: Mapping[str, Any], limits: Limits) -> dict[str, str]:
    milestones, total = body["milestones"], body["total_cents"]
    if not milestones:
        return {"milestones": "Give at least one milestone."}
    if any(milestone["amount_cents"] < 0 for milestone in milestones):
        return {"milestones": "A milestone is worth $0 or more."}
    if early := [milestone for milestone in milestones if day(milestone["due_on"]) < limits.today]:
        when = day_words(day(early[0]["due_on"]))
        return {"milestones": f"“{early[0]['title']}” is due on {when}, which is past. Choose today or a later day."}
    added = sum(milestone["amount_cents"] for milestone in milestones)
    if added != total:
        way = "more" if added > total else "less"
        gap = money_words(abs(added - total))
        return {
            "milestones": f"The milestones add up to {money_words(added)}, {gap} {way} than the total "
            f"of {money_words(total)}. They must agree to the cent."
        }
    return {}


def _is_decimal(text: str) -> bool:
    try:
        read_number(text)
    except NotANumber:
        return False
    return True
