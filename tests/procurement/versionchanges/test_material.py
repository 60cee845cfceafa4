"""Which differences between two descriptions are material."""

from marketplace.products.sections import TEXT_FIELDS
from procurement.policy.leaves import leaves
from procurement.policy.models import PolicyVersion
from procurement.policy.schema import PolicyBody
from procurement.policy.shipped import shipped_policy
from procurement.versionchanges.material import Change, changes_between
from procurement.versionchanges.reading import PLACE, material_fields


def test_material_changes_come_first_each_with_why():
    before = {"summary": ("In one sentence", "Old."), "staffing": ("Staff", "One aide."), "space": ("Space", "Quiet.")}
    after = {
        "summary": ("In one sentence", "New."),
        "staffing": ("Staff", "Two aides."),
        "space": ("Space", " Quiet. "),
    }
    assert changes_between(before, after, material={"staffing": "Results depend on it."}) == [
        Change("staffing", "Staff", "One aide.", "Two aides.", "Results depend on it."),
        Change("summary", "In one sentence", "Old.", "New."),
    ]


def test_what_is_gone_or_new_is_a_change():
    found = changes_between({"costs": ("Costs", "Tablets")}, {"rules": ("Rules", "Hours")}, material={})
    assert [(change.field, change.before, change.after) for change in found] == [
        ("rules", "", "Hours"),
        ("costs", "Tablets", ""),
    ]


def test_every_material_field_is_part_of_a_description():
    named = {leaf.path.removeprefix(PLACE) for leaf in leaves() if leaf.path.startswith(PLACE)}
    assert named == {*TEXT_FIELDS, "costs", "rule_needs", "data_elements"}


def test_a_policy_from_before_it_was_named_marks_what_was_marked_then():
    body = shipped_policy()
    now = material_fields(PolicyVersion(body=body))
    del body["version_changes"]
    assert material_fields(PolicyVersion(body=body)) == now
    assert PolicyBody.from_json(body).version_changes.staffing
    assert now["staffing"] == "Results depend on who teaches."
