"""PURE: the first revision, from a request and what its model, district and policy already say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from procurement.clauses.positions import ClauseTerms, Position, values_of
from procurement.negotiations.body import standard_entry

MILESTONE_SHARES = (40, 40, 20)
REPORTING, OUTCOME_DAYS = "reporting", "outcome_days"
EXPAND_AT, EXTEND_AT = "0.10", "0.00"


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """The measure the district chose."""

    measure_id: int
    name: str
    higher_is_better: bool
    kind: str = "continuous"


@dataclass(frozen=True, slots=True)
class RequestFacts:
    """What the district answered."""

    need: str
    subject: str
    grades: str
    students_count: int
    sites: tuple[str, ...]
    starts_on: date
    ends_on: date
    funding_source: str
    price_lines: tuple[dict[str, Any], ...]
    measure: MeasureFacts


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """What the designated version of the model says of itself."""

    name: str
    summary: str
    data_elements: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """The published contract template: its key, number and the clauses that apply, in order."""

    key: str
    number: int
    clauses: Sequence[ClauseTerms]


def compose_first(
    request: RequestFacts, model: ModelFacts, template: TemplateFacts, *, report_every_months: int
) -> dict[str, Any]:
    """The body of revision 1: every clause at the state's standard, measures and milestones by default."""
    total = sum(line["amount_cents"] for line in request.price_lines)
    return {
        "scope": {
            "summary": f"{model.name}. {model.summary}".strip() + f"\n\nNeed: {request.need.strip()}",
            "grades": request.grades,
            "students_count": request.students_count,
            "subject": request.subject,
        },
        "sites": list(request.sites),
        "calendar": {
            "starts_on": request.starts_on.isoformat(),
            "ends_on": request.ends_on.isoformat(),
            "reports": [
                day.isoformat() for day in report_days(request.starts_on, request.ends_on, report_every_months)
            ],
        },
        "measures": [_measure(request.measure)],
        "comparison": {
            "design": "matched_comparison",
            "n_treatment_planned": request.students_count,
            "n_comparison_planned": request.students_count,
        },
        "decision_rule": {"expand": [_condition(EXPAND_AT)], "extend": [_condition(EXTEND_AT)]},
        "milestones": default_milestones(
            total, request.starts_on, request.ends_on, outcome_on=outcome_day(request.ends_on, template.clauses)
        ),
        "price_lines": list(request.price_lines),
        "total_cents": total,
        "data_elements": list(model.data_elements),
        "funding_source": request.funding_source,
        "template": {"key": template.key, "number": template.number},
        "clauses": [standard_entry(terms) for terms in template.clauses],
    }


def outcome_day(ends_on: date, clauses: Sequence[ClauseTerms]) -> date:
    """The day on which the clauses, as the state words them, have the outcome report due; no rule adds days to it."""
    days = [values_of(terms, Position()).get(OUTCOME_DAYS, 0) for terms in clauses if terms.key == REPORTING]
    return ends_on + timedelta(days=sum(days))


def default_milestones(total_cents: int, starts_on: date, ends_on: date, *, outcome_on: date) -> list[dict[str, Any]]:
    """Three milestones that share the total by largest remainder; the last depends on the results."""
    middle = starts_on + (ends_on - starts_on) / 2
    rows = (
        ("Teachers trained, rosters in, pilot started", starts_on, False),
        ("Half of the pilot taught, minutes reported", middle, False),
        ("Outcome verified and good enough to expand", outcome_on, True),
    )
    amounts = shares(total_cents, MILESTONE_SHARES)
    return [
        {"number": number, "title": title, "due_on": due.isoformat(), "amount_cents": cents, "contingent": contingent}
        for number, ((title, due, contingent), cents) in enumerate(zip(rows, amounts, strict=True), start=1)
    ]


def shares(total_cents: int, weights: Sequence[int]) -> list[int]:
    """Split cents by weights with the largest remainder, so that the parts make the whole to the cent."""
    whole = sum(weights)
    parts = [total_cents * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(total_cents * weights[place] % whole), place))
    for place in by_remainder[: total_cents - sum(parts)]:
        parts[place] += 1
    return parts


def report_days(starts_on: date, ends_on: date, every_months: int) -> list[date]:
    """A report each so many months within the pilot, and one on its last day."""
    days, months = [], every_months
    while (due := _months_after(starts_on, months)) < ends_on:
        days.append(due)
        months += every_months
    return [*days, ends_on]


def _months_after(start: date, months: int) -> date:
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    for last in (start.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(start.day, last))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _measure(measure: MeasureFacts) -> dict[str, Any]:
    return {
        "key": "m1", "name": measure.name, "measure_id": measure.measure_id, "kind": measure.kind,
        "higher_is_better": measure.higher_is_better, "statistic": "g", "baseline": "",
    }  # fmt: skip


def _condition(threshold: str) -> dict[str, str]:
    return {"measure": "m1", "statistic": "g", "comparator": ">=", "threshold": threshold}
