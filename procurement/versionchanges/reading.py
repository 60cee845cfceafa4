"""A version of a description as parts with words, for comparing it with another one."""

from __future__ import annotations

from marketplace.products.models import ModelVersion
from marketplace.products.pages import amount_of, answer_in_words
from marketplace.products.queries import COSTS_SECTION, DATA_SECTION
from marketplace.products.questions import WORDS
from marketplace.products.sections import TEXT_FIELDS
from procurement.policy.leaves import leaf_of, leaves
from procurement.policy.models import PolicyVersion
from procurement.versionchanges.material import Change, changes_between
from procurement.waivablerules.queries import needed_by
from procurement.waivablerules.sections import TITLE as RULES_SECTION

PLACE = "version_changes."


def parts_in_words(version: ModelVersion) -> dict[str, tuple[str, str]]:
    """Each part of a description: its label and its words; what it lists as one line a row."""
    parts = {name: (WORDS[name][0], answer_in_words(version, name)) for name in TEXT_FIELDS}
    costs = [
        f"{row.get_timing_display()}: {row.what}, {amount_of(row)}{f' ({row.note})' if row.note else ''}"
        for row in version.costs.all()
    ]
    elements = [
        f"{row.category}: {row.element}. {row.purpose} {row.get_necessity_display()}."
        for row in version.data_elements.all()
    ]
    rules = [f"{rule.title}: {rule.why}" for rule in needed_by(version)]
    parts["costs"] = (COSTS_SECTION, "\n".join(costs))
    parts["rule_needs"] = (RULES_SECTION, "\n".join(rules))
    parts["data_elements"] = (DATA_SECTION, "\n".join(elements))
    return parts


def material_fields(policy: PolicyVersion) -> dict[str, str]:
    """The parts of a description that this policy calls material, each with why."""
    held = {leaf.path: leaf_of(policy.body, leaf) for leaf in leaves() if leaf.path.startswith(PLACE)}
    return {path.removeprefix(PLACE): each["source"] for path, each in held.items() if each["value"]}


def changes_of(before: ModelVersion, after: ModelVersion, *, policy: PolicyVersion) -> list[Change]:
    """What a later version says otherwise than an earlier one, marked by a policy."""
    return changes_between(parts_in_words(before), parts_in_words(after), material=material_fields(policy))
