"""PURE: the places of a policy at which something can be said."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from procurement.policy.leaves import leaves

WHOLE = "The policy as a whole"


def places_of(body: Mapping[str, Any]) -> dict[str, str]:
    """Every place of a body with its words, in the order of the editor; the whole first."""
    criteria = {f"criteria.{each['key']}": f"Criteria: {each['name']}" for each in body["criteria"]}
    return {"": WHOLE, **criteria, **{leaf.path: f"{leaf.heading}: {leaf.label}" for leaf in leaves()}}


def place_of(path: str) -> str:
    """Where to comment on what a comparison names: a part of a criterion belongs to the criterion."""
    return ".".join(path.split(".")[:2]) if path.startswith("criteria") else path
