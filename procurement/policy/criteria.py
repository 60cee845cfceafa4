"""PURE: the criteria an application is scored by: weight, question and an anchor for each score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

SCORES = (0, 1, 2, 3, 4)
SCORE_MAX = 4


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion. A gate carries no weight: below ``gate_min`` there is no tier."""

    key: str
    name: str
    question: str
    weight_percent: int
    gate_min: int | None
    anchors: tuple[str, ...]
    source: str

    @property
    def is_gate(self) -> bool:
        """Whether this one is judged first and decides alone."""
        return self.gate_min is not None

    def fault_of(self, value: int | None, *, is_not_applicable: bool) -> str:
        """What is wrong with a score on it, or with saying that it does not apply; empty where nothing is."""
        if is_not_applicable and self.is_gate:
            return f"“{self.name}” applies to everything. Choose a score from 0 to 4."
        if is_not_applicable and value is not None:
            return "Choose a score or “Not applicable”, not both."
        if value not in SCORES and not is_not_applicable:
            return "Choose a score from 0 to 4, or “Not applicable”."
        return ""

    def as_json(self) -> dict[str, Any]:
        """The same, as it is snapshotted into a round."""
        return {
            "key": self.key,
            "name": self.name,
            "question": self.question,
            "weight_percent": self.weight_percent,
            "gate_min": self.gate_min,
            "anchors": list(self.anchors),
            "source": self.source,
        }


def read_criteria(raw: Any, errors: dict[str, str]) -> tuple[Criterion, ...]:
    """Read a list of criteria; what makes no sense is noted in ``errors`` by its place in the list."""
    if not isinstance(raw, Sequence) or isinstance(raw, str) or not raw:
        errors["criteria"] = "Give at least one criterion."
        return ()
    found = [_one(item, f"criteria.{index}", errors) for index, item in enumerate(raw)]
    criteria = tuple(item for item in found if item is not None)
    if len(criteria) == len(found):
        _check_together(criteria, errors)
    return criteria


def criteria_from_json(raw: Any) -> tuple[Criterion, ...]:
    """Criteria snapshotted into a round or a review. Raises ValueError if they make no sense."""
    errors: dict[str, str] = {}
    criteria = read_criteria(raw, errors)
    if errors:
        raise ValueError(str(errors))
    return criteria


def _one(item: Any, path: str, errors: dict[str, str]) -> Criterion | None:
    if not isinstance(item, Mapping):
        errors[path] = "Give a group of fields here."
        return None
    before = len(errors)
    for name in ("key", "name", "question", "source"):
        if not isinstance(item.get(name), str) or not item[name].strip():
            errors[f"{path}.{name}"] = "Write something here."
    weight, gate_min = item.get("weight_percent"), item.get("gate_min")
    if isinstance(weight, bool) or not isinstance(weight, int) or not 0 <= weight <= 100:
        errors[f"{path}.weight_percent"] = "Give a whole number from 0 to 100."
    if gate_min is not None and gate_min not in SCORES:
        errors[f"{path}.gate_min"] = "Give a score from 0 to 4, or nothing."
    anchors = item.get("anchors")
    is_list = isinstance(anchors, Sequence) and not isinstance(anchors, str)
    if (
        not is_list
        or len(anchors) != len(SCORES)
        or not all(isinstance(text, str) and text.strip() for text in anchors)
    ):
        errors[f"{path}.anchors"] = "Describe each score from 0 to 4."
    if len(errors) > before:
        return None
    return Criterion(
        key=item["key"],
        name=item["name"],
        question=item["question"],
        weight_percent=weight,
        gate_min=gate_min,
        anchors=tuple(anchors),
        source=item["source"],
    )


def _check_together(criteria: tuple[Criterion, ...], errors: dict[str, str]) -> None:
    keys = [criterion.key for criterion in criteria]
    if len(set(keys)) != len(keys):
        errors["criteria"] = "Each criterion needs its own key."
    total = sum(criterion.weight_percent for criterion in criteria)
    if total != 100:
        errors["criteria"] = f"The weights add up to {total}; they must add up to 100."
    if not criteria[0].is_gate or any(criterion.is_gate for criterion in criteria[1:]):
        errors["criteria"] = "The first criterion, and only that one, is the gate."
