"""What a draft changes is told field by field, in words."""

import copy

from procurement.policy.differences import differences
from procurement.policy.leaves import leaf_of, leaves
from procurement.policy.reading import EARLIER
from procurement.policy.schema import PolicyBody
from procurement.policy.shipped import shipped_policy
from tests.factories.policy import body_with


def told(old, new):
    return {change.path: (change.old, change.new) for change in differences(old, new)}


def test_the_same_body_differs_in_nothing():
    assert differences(shipped_policy(), shipped_policy()) == ()


def test_each_number_is_told_with_both_values_in_words():
    new = body_with({"lanes.direct_max_cents": 1_000_000, "tiers.effective.students_per_pilot_max": 900})
    assert told(shipped_policy(), new) == {
        "tiers.effective.students_per_pilot_max": ("No limit", "900 students"),
        "lanes.direct_max_cents": ("$15,000", "$10,000"),
    }


def test_another_source_alone_is_told():
    new = copy.deepcopy(shipped_policy())
    new["lanes"]["quotes_min"]["source"] = "A state rule"
    [change] = differences(shipped_policy(), new)
    assert change.is_source_only
    assert change.new_source == "A state rule"


def test_criteria_are_told_part_by_part_and_as_added_taken_out_or_moved():
    new = copy.deepcopy(shipped_policy())
    new["criteria"][1]["weight_percent"] = 25
    new["criteria"][2]["anchors"][4] = "Better still."
    new["criteria"][6] |= {"key": "community", "name": "Community"}
    new["criteria"][3], new["criteria"][4] = new["criteria"][4], new["criteria"][3]
    paths = told(shipped_policy(), new)
    assert paths["criteria.design.weight"] == ("20%", "25%")
    assert paths["criteria.evidence.what a 4 looks like"][1] == "Better still."
    assert paths["criteria.sustainability"] == ("In the rubric", "Taken out")
    assert "Added" in paths["criteria.community"][1]
    assert "criteria" in paths


def test_a_version_from_before_a_field_was_there_reads_as_it_did():
    old = copy.deepcopy(shipped_policy())
    for path in ("evidence.large_sample_min", "report_cards.exemplary_effect_min", "tiers.promising.meaning"):
        *parts, last = path.split(".")
        node = old
        for part in parts:
            node = node[part]
        del node[last]
    assert PolicyBody.from_json(old).evidence.large_sample_min == 350
    held = {leaf.path: leaf_of(old, leaf) for leaf in leaves()}
    assert held["evidence.large_sample_min"] == {"value": 350, "source": EARLIER}
    assert told(old, shipped_policy())["tiers.promising.meaning"][0] == "Not said in this version"
