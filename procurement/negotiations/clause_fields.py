"""The fields of each clause that may be changed: which wording, which numbers, which own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms

from marketplace.components.fields import MoneyField
from procurement.clauses.positions import (
    OWN_WORDS_MAX,
    Bounds,
    ClauseTerms,
    Kind,
    Parameter,
    Stand,
    amount_words,
    limits_words,
    standing_words,
    words_of,
)
from procurement.negotiations.body import position_of

STANDARD, OWN = "standard", "custom"


@dataclass(frozen=True, slots=True)
class ClauseFields:
    """A clause in the form: its place, terms, standing and standard words, and the names of its fields."""

    number: int
    terms: ClauseTerms
    standing: str
    words: str
    names: list[str]

    @property
    def is_locked(self) -> bool:
        return self.terms.kind is Kind.LOCKED


def add_clause_fields(
    form: forms.Form, body: dict[str, Any], terms: dict[str, ClauseTerms], bounds: dict[str, Bounds]
) -> list[ClauseFields]:
    """Give the form the fields of every clause, prefilled with what stands."""
    return [_add(form, number, entry, terms[entry["key"]], bounds) for number, entry in enumerate(body["clauses"], 1)]


def clause_entry(form: forms.Form, entry: dict[str, Any], terms: ClauseTerms) -> dict[str, Any]:
    """The entry that was typed for a clause; a locked one stays as it was."""
    if terms.kind is Kind.LOCKED:
        return entry
    given = form.cleaned_data
    choice = given.get(f"clause_{terms.key}_position") or STANDARD
    numbers = {parameter.key: given.get(f"clause_{terms.key}_{parameter.key}") for parameter in terms.parameters}
    changed = {
        parameter.key: numbers[parameter.key]
        for parameter in terms.parameters
        if numbers[parameter.key] not in (None, parameter.default)
    }
    stand, alternative, text = Stand.STANDARD, None, ""
    if choice == OWN:
        stand, text, changed = Stand.CUSTOM, given.get(f"clause_{terms.key}_text", "").replace("\r\n", "\n").strip(), {}
    elif choice != STANDARD:
        stand, alternative = Stand.ALTERNATIVE, int(choice)
    elif changed:
        stand = Stand.PARAMETER
    return {
        "key": terms.key, "version": terms.number, "position": str(stand), "alternative": alternative,
        "parameters": changed, "text": text,
    }  # fmt: skip


def _add(
    form: forms.Form, number: int, entry: dict[str, Any], terms: ClauseTerms, bounds: dict[str, Bounds]
) -> ClauseFields:
    position = position_of(entry)
    names: list[str] = []
    if terms.kind is not Kind.LOCKED:
        names = [_position(form, entry, terms)]
        names += [_number(form, entry, terms, parameter, bounds) for parameter in terms.parameters]
        if terms.kind is Kind.FREE:
            names.append(_own_words(form, entry, terms))
    return ClauseFields(number, terms, standing_words(terms, position), words_of(terms, position), names)


def _position(form: forms.Form, entry: dict[str, Any], terms: ClauseTerms) -> str:
    name = f"clause_{terms.key}_position"
    choices = [(STANDARD, "State standard")]
    choices += [(str(each.number), f"Alternative {each.number}: {each.title}") for each in terms.alternatives]
    if terms.kind is Kind.FREE:
        choices.append((OWN, "Own wording, below"))
    form.fields[name] = forms.ChoiceField(label=f"Wording of “{terms.title}”", choices=choices)
    form.initial[name] = {Stand.CUSTOM: OWN, Stand.ALTERNATIVE: str(entry["alternative"])}.get(
        Stand(entry["position"]), STANDARD
    )
    return name


def _number(
    form: forms.Form, entry: dict[str, Any], terms: ClauseTerms, parameter: Parameter, bounds: dict[str, Bounds]
) -> str:
    name = f"clause_{terms.key}_{parameter.key}"
    hint = f"Accepted: {limits_words(parameter, bounds)}. Standard: {amount_words(parameter.default, parameter.unit)}."
    if parameter.unit == "cents":
        form.fields[name] = MoneyField(label=parameter.label, help_text=hint)
    else:
        form.fields[name] = forms.IntegerField(label=parameter.label, help_text=hint)
    form.initial[name] = entry["parameters"].get(parameter.key, parameter.default)
    return name


def _own_words(form: forms.Form, entry: dict[str, Any], terms: ClauseTerms) -> str:
    name = f"clause_{terms.key}_text"
    form.fields[name] = forms.CharField(
        label=f"Own wording of “{terms.title}”", required=False, max_length=OWN_WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    form.initial[name] = entry["text"]
    return name
