"""The shipped policy reads, and a body that makes no sense is refused at its field."""

from __future__ import annotations

import copy
import re
from datetime import date
from decimal import Decimal

import pytest

from procurement.policy.display import in_words
from procurement.policy.reading import PolicyError
from procurement.policy.schema import PolicyBody
from procurement.policy.shipped import shipped_policy


@pytest.fixture
def body() -> dict:
    return copy.deepcopy(shipped_policy())


def refused(body: dict) -> dict[str, str]:
    with pytest.raises(PolicyError) as refusal:
        PolicyBody.from_json(body)
    return refusal.value.errors


def test_the_shipped_numbers_are_those_of_the_rules(body):
    policy = PolicyBody.from_json(body)
    assert [policy.tiers.of(t).term_months for t in ("effective", "promising", "early_stage")] == [36, 24, 12]
    assert policy.tiers.early_stage.cents_per_pilot_max == 5_000_000
    assert policy.tiers.early_stage.evidence_score_min == 1
    assert [c.weight_percent for c in policy.criteria] == [0, 20, 25, 15, 15, 15, 10]
    assert policy.gate.key == "learning_model"
    assert policy.review.consensus_step_points == Decimal(1)
    assert (policy.lanes.direct_max_cents, policy.lanes.quotes_max_cents) == (1_500_000, 25_000_000)
    assert policy.clocks.public_after_hours == 72
    assert policy.publishing.suppression_threshold == 10


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("lanes.quotes_min", 0),
        ("lanes.quotes_min", True),
        ("lanes.quotes_min", "3"),
        ("publishing.suppression_threshold", 4),
        ("tiers.early_stage.term_months", None),
        ("evidence.icc_other", "nan"),
        ("evidence.icc_other", 0.1),
        ("calendar.zone", "Atlantis/Deep"),
        ("calendar.holidays", "lunar"),
        ("report_cards.first_year_counts", "no"),
        ("lanes.quotes_max_cents", 1),
        ("clocks.answers_before_business_days", 11),
        ("tiers.effective.weighted_total_min_percent", 10),
    ],
)
def test_a_number_that_makes_no_sense_is_named(body, path, value):
    leaf = body
    for name in path.split("."):
        leaf = leaf[name]
    leaf["value"] = value
    assert path in refused(body)


def test_every_fault_is_named_at_once(body):
    body["lanes"]["quotes_min"]["value"] = 0
    body["review"]["reviewers_min"]["source"] = " "
    del body["fees"]
    body["surprise"] = {}
    assert set(refused(body)) == {"lanes.quotes_min", "review.reviewers_min", "fees", "surprise"}


def test_weights_add_up_to_a_hundred(body):
    body["criteria"][1]["weight_percent"] = 19
    assert "99" in refused(body)["criteria"]


def test_the_gate_comes_first_and_alone(body):
    body["criteria"].reverse()
    assert "gate" in refused(body)["criteria"]


def test_each_score_has_an_anchor(body):
    body["criteria"][2]["anchors"].pop()
    assert "criteria.2.anchors" in refused(body)


@pytest.mark.parametrize("body", [None, [], "policy", {}])
def test_nothing_is_not_a_policy(body):
    assert refused(body)


def test_each_number_is_shown_with_its_source():
    groups = in_words(shipped_policy())
    rows = {row.path: row for group in groups for row in group.rows}
    assert rows["lanes.direct_max_cents"].value == "$15,000"
    assert "micro-purchase" in rows["lanes.direct_max_cents"].source
    assert rows["tiers.effective.students_per_pilot_max"].value == "No limit"
    assert rows["review.consensus_step_points"].value == "1 point"
    assert all(row.source for row in rows.values())


@pytest.mark.parametrize(
    ("path", "label", "value"),
    [
        ("calendar.fiscal_year_starts_month", "Fiscal year starts in", "July"),
        ("calendar.fiscal_year_starts_day", "Day of that month on which it starts", "1st"),
        ("calendar.zone", "Time zone of the agency", "New York time"),
        ("tiers.early_stage.students_per_pilot_max", "Students in one pilot, at most", "500 students"),
        ("quoting.price_weight_max_percent", "Weight of the price, at most", "40%"),
        ("quoting.openers_min", "People who open sealed quotes together, at least", "2 people"),
        ("contracts.liability_cap_min_multiple", "Cap on liability, at least", "2 times the price"),
        ("fees.exempt_under_people", "Firms pay nothing with fewer than", "10 people"),
    ],
)
def test_a_value_reads_as_words(path, label, value):
    [row] = [row for group in in_words(shipped_policy()) for row in group.rows if row.path == path]
    assert (row.label, row.value) == (label, value)


def test_no_value_is_one_that_only_a_program_would_read():
    bare = {row.path for group in in_words(shipped_policy()) for row in group.rows if row.value.isdigit()}
    coded = {row.path for group in in_words(shipped_policy()) for row in group.rows if re.search("[_/]", row.value)}
    assert (bare, coded) == (set(), set())


@pytest.mark.parametrize(("day", "year"), [(date(2027, 6, 30), 2027), (date(2027, 7, 1), 2028)])
def test_a_fiscal_year_is_named_by_its_end(body, day, year):
    assert PolicyBody.from_json(body).calendar.fiscal_year_of(day) == year
