"""PURE: the words of a letter with places for what differs from decision to decision."""

from __future__ import annotations

import re
from collections.abc import Mapping

PLACE = re.compile(r"\{([^{}]*)\}")
PLACES: dict[str, str] = {
    "provider": "the provider’s name",
    "model": "the model’s name",
    "decision": "the reference of the decision",
    "about": "the reference of what is answered: the application, the tier review or the appeal",
    "tier": "the tier given",
    "tier_asked": "the tier asked for",
    "decision_before": "the reference of the decision appealed",
    "policy": "the number of the policy",
    "agency": "the department’s name",
}
KINDS: dict[str, tuple[str, ...]] = {
    "approved": ("provider", "model", "decision", "about", "tier", "policy", "agency"),
    "approved_lower": ("provider", "model", "decision", "about", "tier", "tier_asked", "policy", "agency"),
    "approved_on_appeal": ("provider", "model", "decision", "about", "tier", "policy", "agency"),
    "declined": ("provider", "model", "decision", "about", "policy", "agency"),
    "appeal_granted": ("provider", "model", "decision", "about", "decision_before", "agency"),
    "appeal_dismissed": ("provider", "model", "about", "decision_before", "agency"),
}
SAMPLE: dict[str, str] = {
    "provider": "Example Learning",
    "model": "Example Readers",
    "decision": "DET-XXXX-XX",
    "about": "APP-XXXX-XX",
    "tier": "promising",
    "tier_asked": "effective",
    "decision_before": "DET-YYYY-YY",
    "policy": "3",
    "agency": "Example Department of Education",
}


def fault_in(text: str, kind: str) -> str:
    """What is wrong with the places in a text and what is accepted; empty where nothing is."""
    allowed = KINDS.get(kind, ())
    unknown = [name for name in PLACE.findall(text) if name not in allowed]
    accepted = ", ".join(f"{{{name}}}" for name in allowed)
    if unknown:
        return f"This letter has no {{{unknown[0]}}}. Use any of: {accepted}."
    if "{" in PLACE.sub("", text) or "}" in PLACE.sub("", text):
        return f"A brace is left open. Places stand in a pair of braces: {accepted}."
    return ""


def filled(text: str, values: Mapping[str, str]) -> list[str]:
    """The paragraphs of a text with its places filled. A value is taken as it is, braces in it included."""
    whole = PLACE.sub(lambda place: values[place.group(1)], text)
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", whole) if part.strip()]
