"""The form fields of the policy's numbers, made from what the schema says of each."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from wagtail.admin.widgets import AdminAutoHeightTextInput

from marketplace.components.fields import MoneyField
from procurement.policy.display import money_in_words, value_in_words
from procurement.policy.leaves import Leaf, leaves

SOURCE = "__source"
LONG_WORDS = "tiers."
REASONED, WHY = "version_changes.", "Why; the provider reads it"
LEAF_BY_FIELD: dict[str, Leaf] = {leaf.path.replace(".", "__"): leaf for leaf in leaves()}


def field_name(path: str) -> str:
    """The form field in which the number at this place is typed."""
    return path.replace(".", "__")


def policy_fields() -> dict[str, forms.Field]:
    """Two fields a number: its value and where it comes from."""
    found: dict[str, forms.Field] = {}
    for name, leaf in LEAF_BY_FIELD.items():
        found[name] = field_for(leaf)
        found[f"{name}{SOURCE}"] = forms.CharField(
            label=WHY if leaf.path.startswith(REASONED) else "Where it comes from",
            max_length=400,
            widget=AdminAutoHeightTextInput,
            error_messages=EMPTY_SOURCE,
        )
    return found


def field_for(leaf: Leaf) -> forms.Field:
    """The field that takes what the schema accepts, and says so."""
    return _MAKERS[leaf.accepts["kind"]](leaf)


def shown_in(leaf: Leaf, value: Any) -> Any:
    """A stored value as its field shows it."""
    return Decimal(value) if leaf.accepts["kind"] == "decimal" and value is not None else value


def stored_of(leaf: Leaf, value: Any) -> Any:
    """What was typed, as the policy stores it."""
    return f"{value:f}" if isinstance(value, Decimal) else value


def help_with(leaf: Leaf, in_force: Mapping[str, Any] | None) -> str:
    """What the field accepts and what holds now."""
    accepted = _accepted(leaf)
    if in_force is None:
        return accepted
    now = value_in_words(in_force["value"], leaf.accepts)
    return f"{accepted} In force: {now}" + ("" if now.endswith(".") else ".")


EMPTY_SOURCE = {"required": "Say where this comes from."}


def _accepted(leaf: Leaf) -> str:
    accepts = leaf.accepts
    empty = " Leave it empty for no limit." if accepts.get("or_none") else ""
    if accepts["kind"] == "number" and accepts["unit"] == "cents":
        return f"Dollars, from {money_in_words(accepts['low'])} to {money_in_words(accepts['high'])}.{empty}"
    if accepts["kind"] == "number" and accepts["unit"] == "month":
        return ""
    if accepts["kind"] in ("number", "decimal"):
        kind = "A whole number" if accepts["kind"] == "number" else "A number"
        unit = f" {accepts['unit']}" if accepts["unit"] else ""
        return f"{kind} from {accepts['low']:,} to {accepts['high']:,}{unit}.{empty}"
    return "A zone of the tz database, such as America/New_York." if accepts.get("unit") == "zone" else ""


def _number(leaf: Leaf) -> forms.Field:
    accepts = leaf.accepts
    needed = not accepts["or_none"]
    if accepts["unit"] == "cents":
        return MoneyField(label=leaf.label, min_cents=accepts["low"], max_cents=accepts["high"], required=needed)
    if accepts["unit"] == "month":
        months = [(number, calendar.month_name[number]) for number in range(1, 13)]
        return forms.TypedChoiceField(label=leaf.label, choices=months, coerce=int)
    fault = f"Give a whole number from {accepts['low']:,} to {accepts['high']:,}."
    return forms.IntegerField(
        label=leaf.label, required=needed, min_value=accepts["low"], max_value=accepts["high"],
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), fault),
    )  # fmt: skip


def _decimal(leaf: Leaf) -> forms.Field:
    accepts = leaf.accepts
    fault = f"Give a number from {accepts['low']} to {accepts['high']}."
    return forms.DecimalField(
        label=leaf.label, min_value=accepts["low"], max_value=accepts["high"], max_digits=6, decimal_places=3,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value", "max_digits"), fault),
    )  # fmt: skip


def _choice(leaf: Leaf) -> forms.Field:
    words = [(value, value_in_words(value, leaf.accepts)) for value in leaf.accepts["accepted"]]
    return forms.ChoiceField(label=leaf.label, choices=words)


def _flag(leaf: Leaf) -> forms.Field:
    return forms.BooleanField(label=leaf.label, required=False)


def _words(leaf: Leaf) -> forms.Field:
    widget = AdminAutoHeightTextInput if leaf.path.startswith(LONG_WORDS) else forms.TextInput
    return forms.CharField(
        label=leaf.label, max_length=600, widget=widget, error_messages={"required": "Write something here."}
    )


_MAKERS = {"number": _number, "decimal": _decimal, "choice": _choice, "flag": _flag, "words": _words}
