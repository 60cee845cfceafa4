"""PURE: what a draft of the policy changes in the version in force, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from procurement.policy.display import value_in_words
from procurement.policy.leaves import leaf_of, leaves

PARTS = {
    "name": "name",
    "question": "question",
    "weight_percent": "weight",
    "gate_min": "least score",
    "source": "source",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that differs, in words; an empty side is where the field is not there."""

    path: str
    heading: str
    label: str
    old: str
    new: str
    old_source: str = ""
    new_source: str = ""

    @property
    def is_source_only(self) -> bool:
        """Whether the value stays and only its source is told otherwise."""
        return self.old == self.new


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Every number and every part of a criterion that differs between two checked bodies, in the schema's order."""
    found = []
    for leaf in leaves():
        before, after = leaf_of(old, leaf), leaf_of(new, leaf)
        if before != after:
            words = [value_in_words(side["value"], leaf.accepts) for side in (before, after)]
            found.append(Difference(leaf.path, leaf.heading, leaf.label, *words, before["source"], after["source"]))
    return (*found, *_criteria(old["criteria"], new["criteria"]))


def _criteria(old: list[Mapping[str, Any]], new: list[Mapping[str, Any]]) -> list[Difference]:
    before, after = ({criterion["key"]: criterion for criterion in side} for side in (old, new))
    found = [
        Difference(f"criteria.{key}", "Criteria", criterion["name"], "In the rubric", "Taken out")
        for key, criterion in before.items()
        if key not in after
    ]
    for key, criterion in after.items():
        if key not in before:
            words = f"Added, weight {criterion['weight_percent']}%"
            found.append(
                Difference(f"criteria.{key}", "Criteria", criterion["name"], "", words, "", criterion["source"])
            )
        else:
            found += _parts(key, before[key], criterion)
    kept = [key for key in after if key in before]
    if kept != [key for key in before if key in after]:
        orders = [", ".join(criterion["name"] for criterion in side) for side in (old, new)]
        found.append(Difference("criteria", "Criteria", "Order", *orders))
    return found


def _parts(key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    sides = [_in_words(criterion) for criterion in (old, new)]
    return [
        Difference(f"criteria.{key}.{part}", "Criteria", f"{new['name']}: {part}", sides[0][part], sides[1][part])
        for part in sides[1]
        if sides[0][part] != sides[1][part]
    ]


def _in_words(criterion: Mapping[str, Any]) -> dict[str, str]:
    words = {said: _word(name, criterion[name]) for name, said in PARTS.items()}
    return words | {f"what a {score} looks like": text for score, text in enumerate(criterion["anchors"])}


def _word(name: str, value: Any) -> str:
    if name == "weight_percent":
        return f"{value}%"
    return "None" if value is None else str(value)
