"""Which differences between two descriptions are material."""

from marketplace.products.sections import TEXT_FIELDS
from procurement.versionchanges.material import Change, changes_between
from procurement.versionchanges.shipped import material_fields


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
    assert set(material_fields()) <= {*TEXT_FIELDS, "costs", "rule_needs", "data_elements"}
    assert all(material_fields().values())
