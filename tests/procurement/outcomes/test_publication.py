"""What the public sees of an outcome, and a reader with linear programming who tries to see more."""

import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.documents.canonical import canonical_json
from procurement.outcomes.groups import AXES
from tests.marketplace.publishing.adversary import THRESHOLD, Reader
from tests.procurement.outcomes.numbers import PASS_RULE, PASSED, READING, group, published, scores, shares


def test_a_large_pilot_is_shown_whole():
    shown = published((READING, scores(), scores(118, "401")))
    measure = shown["measures"][0]
    assert measure["arms"]["treatment"]["n"] == {"value": 116}
    assert measure["arms"]["treatment"]["result"] == {"value": "412.50", "sd": "38.00"}
    assert measure["effect"]["value"] == "0.30"
    assert shown["assigned"]["treatment"] == {"value": 128}


def test_few_lost_students_hide_how_many_were_assigned():
    shown = published((READING, scores(assigned=120), scores(118, "401", assigned=118)))
    assert shown["assigned"]["treatment"] == {"value": None, "reason": "complement"}
    assert "%" not in shown["measures"][0]["lost"]


def test_a_small_group_is_hidden_in_number_and_result():
    rows = [
        group("english_learner", n=7, mean=Decimal(390), sd=Decimal(30)),
        group("low_income", n=60, mean=Decimal(405), sd=Decimal(36)),
    ]
    shown = published((READING, scores(), scores(118, "401")), groups={"m1": rows})
    groups = {row["group"]: row["arms"]["treatment"] for row in shown["measures"][0]["groups"]}
    assert groups["english_learner"]["n"] == {"value": None, "reason": "n_lt_min"}
    assert groups["english_learner"]["result"]["value"] is None
    assert groups["low_income"]["n"] == {"value": 60}
    assert shown["measures"][0]["groups"][0]["arms"]["comparison"]["n"]["reason"] == "not_reported"


def test_an_effect_that_would_tell_a_coded_percentage_is_hidden():
    shown = published((PASSED, shares(116, 113), shares(116, 80)), rule=PASS_RULE)
    measure = shown["measures"][0]
    assert measure["arms"]["treatment"]["result"] == {"value": None, "reason": "end_coded", "at_least": 92}
    assert measure["effect"] == {"value": None, "reason": "complement"}
    assert "hidden to protect children" in measure["sentence"]
    assert "113" not in json.dumps(shown)


def test_a_small_pilot_shows_its_verdict_and_no_number():
    shown = published((READING, scores(8, assigned=8), scores(9, "350", assigned=9)))
    assert shown["verdict"]["outcome"] == "expand"
    assert shown["measures"][0]["effect"]["value"] is None
    assert shown["verdict"]["expand"][0]["value"]["value"] is None


def test_the_tables_are_canonical_json():
    rows = [group("female", n=60, met=35), group("male", n=56, met=35)]
    shown = published((PASSED, shares(), shares(118, 60)), rule=PASS_RULE, groups={"m2": rows})
    assert json.loads(canonical_json(shown)) == shown


arm = st.integers(2, 130)
rate = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.03, 0.97, 1.0]))


@st.composite
def outcomes(draw):
    """One yes-or-no measure, two arms, lost students, and groups along up to three axes."""
    rows, totals = [], {}
    for name in ("treatment", "comparison"):
        n, lost = draw(arm), draw(st.integers(0, 15))
        met = round(n * draw(rate))
        totals[name] = shares(n, met, None, assigned=n + lost)
        for axis in draw(st.lists(st.sampled_from(["income", "language", "gender"]), unique=True)):
            left_n, left_met = n, met
            for key in AXES[axis]:
                size = draw(st.integers(0, left_n))
                passed = draw(st.integers(max(0, left_met - (left_n - size)), min(size, left_met)))
                left_n, left_met = left_n - size, left_met - passed
                rows.append(group(key, arm=name, n=size, met=passed))
    mark = draw(st.sampled_from(["50", "75", "90"]))
    how = draw(st.sampled_from(["ge", "gt", "le", "lt"]))
    return totals, rows, {"expand": [{**PASS_RULE["expand"][0], "threshold": mark, "comparator": how}]}


@settings(max_examples=30, deadline=None)
@given(outcomes())
def test_no_hidden_cell_of_an_outcome_can_be_worked_out(outcome):
    totals, rows, rule = outcome
    shown = published(
        (PASSED, totals["treatment"], totals["comparison"]),
        rule=rule,
        groups={"m2": rows},
        assigned={name: item.assigned for name, item in totals.items()},
    )
    for name, item in totals.items():
        reader, truth = read_arm(shown, name, item, rows, rule)
        for key, value in truth.items():
            if value < THRESHOLD:
                assert reader.width(key) >= THRESHOLD, (key, value, shown)


def read_arm(shown, name, item, rows, rule):
    """Everything that is printed about one arm, as relations; and the true counts to be guessed."""
    measure = shown["measures"][0]
    cells = measure["arms"][name]
    reader = Reader()
    mine = [row for row in rows if row.arm == name]
    printed = {row["group"]: row["arms"][name] for row in measure["groups"]}
    counts = {"assigned": shown["assigned"][name], "n": cells["n"]}
    counts |= {f"{row.group} n": printed[row.group]["n"] for row in mine}
    nothing = {cell.get("reason") for cell in counts.values()} == {"complement"}
    for key, cell in counts.items():
        low, high = {"n_lt_min": (0, THRESHOLD - 1), "complement": (0 if nothing else THRESHOLD, 10_000)}.get(
            cell.get("reason"), (cell["value"], cell["value"])
        )
        reader.unknown(key, low, high)
    told_exactly = measure["effect"]["value"] is not None
    reader.unknown("met", *((item.met, item.met) if told_exactly else ()))
    truth = {"assigned": item.assigned, "n": item.n, "lost": item.assigned - item.n, "met": item.met}
    truth["not met"] = item.n - item.met
    add_up(reader, "n", "met", "not met")
    add_up(reader, "assigned", "n", "lost")
    read_percent(reader, cells["result"], "met", "n")
    for axis, members in AXES.items():
        present = [row for row in mine if row.group in members]
        if present:
            read_axis(reader, truth, axis, present, printed, item)
    if name == "treatment":
        know_the_verdict(reader, shown["verdict"]["expand"][0], rule["expand"][0])
    hidden = {key for key, cell in counts.items() if cell["value"] is None}
    small = {key: value for key, value in truth.items() if value < THRESHOLD}
    return reader, {**small, **{key: -1 for key in hidden}}


def read_axis(reader, truth, axis, present, printed, item):
    for row in present:
        key = row.group
        reader.unknown(f"{key} met")
        add_up(reader, f"{key} n", f"{key} met", f"{key} not met")
        read_percent(reader, printed[key]["result"], f"{key} met", f"{key} n")
        truth |= {f"{key} n": row.totals.n, f"{key} met": row.totals.met}
        truth[f"{key} not met"] = row.totals.n - row.totals.met
    add_up(reader, "n", *(f"{row.group} n" for row in present), f"{axis} rest")
    add_up(reader, "met", *(f"{row.group} met" for row in present), f"{axis} rest met")
    add_up(reader, f"{axis} rest", f"{axis} rest met", f"{axis} rest not met")
    rest = item.n - sum(row.totals.n for row in present)
    if rest:
        rest_met = item.met - sum(row.totals.met for row in present)
        truth |= {f"{axis} rest": rest, f"{axis} rest met": rest_met, f"{axis} rest not met": rest - rest_met}


def add_up(reader, total, *parts):
    for part in parts:
        if part not in reader.names:
            reader.unknown(part)
    reader.equal({total: 1, **{part: -1 for part in parts}})


def read_percent(reader, cell, part, whole):
    if cell["value"] is not None:
        reader.at_most({part: -200, whole: 2 * cell["value"] - 1}, 0)
        reader.at_most({part: 200, whole: -2 * cell["value"] - 1}, -1)
    if "at_most" in cell:
        reader.at_most({part: 100, whole: -cell["at_most"]}, 0)
    if "at_least" in cell:
        reader.at_most({part: -100, whole: cell["at_least"]}, 0)


def know_the_verdict(reader, check, condition):
    """met / n compared with the mark is public, whatever the numbers."""
    mark = int(condition["threshold"])
    is_above = (condition["comparator"] in ("ge", "gt")) == check["is_met"]
    touching = (condition["comparator"] in ("ge", "le")) == check["is_met"]
    sign, slack = (-1 if is_above else 1), (0 if touching else -1)
    reader.at_most({"met": sign * 100, "n": -sign * mark}, slack)
