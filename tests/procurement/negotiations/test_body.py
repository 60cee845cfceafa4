import copy
import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procurement.negotiations.body import Limits, problems_in
from procurement.negotiations.changes import changes_between
from procurement.negotiations.compose import report_days, shares
from tests.procurement.bodies import POLICY_BOUNDS, make_body, terms_by_key, with_position

TERMS = terms_by_key()
LIMITS = Limits(datetime.date(2027, 3, 1), 500, POLICY_BOUNDS)


def problems(body, limits=LIMITS):
    return problems_in(body, TERMS, limits)


def altered(**paths):
    """The body with values set at double-underscore paths."""
    body = copy.deepcopy(make_body())
    for path, value in paths.items():
        *way, last = path.split("__")
        at = body
        for step in way:
            at = at[int(step)] if step.isdigit() else at[step]
        at[int(last) if last.isdigit() else last] = value
    return body


def test_what_the_portal_composes_can_be_proposed():
    assert problems(make_body()) == {}
    assert problems(make_body(federal=True)) == {}


def last_milestone_day(*clauses):
    return make_body(clauses=list(clauses))["milestones"][-1]["due_on"]


def test_the_outcome_is_due_when_the_contract_has_its_report_due():
    reporting = TERMS["reporting"]
    months, days = reporting.parameters
    sooner = replace(reporting, parameters=(months, replace(days, default=20)))
    assert last_milestone_day(reporting) == "2028-07-10"
    assert last_milestone_day(TERMS["fidelity"], sooner) == "2028-06-15"
    assert last_milestone_day(TERMS["fidelity"]) == "2028-05-26"


@pytest.mark.parametrize(
    ("paths", "part", "words"),
    [
        ({"scope__summary": " "}, "scope", "Say what"),
        ({"scope__students_count": 0}, "students_count", "1 or more"),
        ({"scope__students_count": 501}, "students_count", "at most 500"),
        ({"sites": []}, "sites", "at least one"),
        ({"calendar__starts_on": "2027-03-01"}, "starts_on", "later day"),
        ({"calendar__ends_on": "2027-09-07"}, "ends_on", "after the first"),
        ({"calendar__reports": ["2027-01-01"]}, "reports", "before the pilot"),
        ({"measures": []}, "measures", "at least one"),
        ({"decision_rule__expand": []}, "decision_rule", "to expand"),
        ({"decision_rule__expand__0__measure": "m9"}, "decision_rule", "measure 9"),
        ({"decision_rule__expand__0__statistic": "luck"}, "decision_rule", "does not compute"),
        ({"decision_rule__extend__0__threshold": "lots"}, "decision_rule", "such as 0.10"),
        ({"price_lines__0__amount_cents": 640_001}, "price_lines", "$6,400.00, not $6,400.01"),
        ({"price_lines": []}, "price_lines", "at least one"),
        ({"total_cents": 640_001}, "price_lines", "add up to $6,400.00"),
        ({"milestones__0__amount_cents": 255_999}, "milestones", "$0.01 less than the total of $6,400.00"),
        ({"milestones__0__amount_cents": 256_001}, "milestones", "$0.01 more"),
        ({"milestones__0__due_on": "2020-01-01"}, "milestones", "is due on 1 January 2020, which is past"),
    ],
)
def test_a_body_that_does_not_hold_says_where_and_what(paths, part, words):
    assert words in problems(altered(**paths))[part]


def test_a_clause_out_of_bounds_is_named():
    body = with_position(make_body(), "breach", position="parameter", parameters={"breach_hours": 96})
    assert "96 hours" in problems(body)["clause:breach"]


@given(st.integers(0, 10**12), st.lists(st.integers(1, 100), min_size=1, max_size=9))
def test_shares_make_the_whole_to_the_cent(total, weights):
    parts = shares(total, weights)
    assert sum(parts) == total
    assert all(
        abs(part * sum(weights) - total * weight) < sum(weights) for part, weight in zip(parts, weights, strict=True)
    )


def test_reports_fall_within_the_pilot_and_on_its_last_day():
    days = report_days(datetime.date(2027, 8, 31), datetime.date(2028, 5, 26), 6)
    assert days == [datetime.date(2028, 2, 29), datetime.date(2028, 5, 26)]


def test_changes_say_what_they_mean():
    old = make_body()
    new = make_body(total_cents=600_000)
    new = with_position(new, "breach", position="parameter", parameters={"breach_hours": 48})
    new = with_position(new, "scope", position="custom", text="Twelve weeks.")
    rows = {row.part: row for row in changes_between(old, new, TERMS)}
    assert rows["Total price"].means == "$400.00 less; $150.00 a student"
    breach = next(row for part, row in rows.items() if part.endswith("notice of a breach"))
    assert (breach.old, breach.new, breach.means) == ("State standard", "48 hours", "Stricter; within state bounds")
    scope = next(row for part, row in rows.items() if "what the Provider delivers" in part)
    assert (scope.new, scope.means) == ("Own wording", "Own wording; free to agree")
    assert changes_between(old, old, TERMS) == []


def test_a_looser_number_is_called_so():
    old = with_position(make_body(), "breach", position="parameter", parameters={"breach_hours": 24})
    new = with_position(make_body(), "breach", position="parameter", parameters={"breach_hours": 48})
    assert [row.means for row in changes_between(old, new, TERMS)] == ["Looser; within state bounds"]
    assert [row.means for row in changes_between(old, make_body(), TERMS)] == ["Back to the state standard"]


def test_a_pilot_starts_while_its_model_is_approved_and_lasts_no_longer_than_its_term():
    limits = Limits(datetime.date(2027, 3, 1), 500, POLICY_BOUNDS, 12, datetime.date(2027, 12, 31))
    assert problems(make_body(), limits) == {}, "it may run on after the approval"
    late = altered(calendar__starts_on="2028-01-03", calendar__ends_on="2028-05-26", calendar__reports=[])
    assert "approved until 31 December 2027" in problems(late, limits)["starts_on"]
    long = altered(calendar__ends_on="2028-09-08")
    assert "at most 12 months" in problems(long, limits)["ends_on"]
