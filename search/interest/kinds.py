"""PURE: which kinds of visitors a provider is told of, and who is none: districts by place and by size, and others."""

from __future__ import annotations

import re

PLACES = {
    "city": "Districts in cities",
    "suburb": "Districts in suburbs",
    "town": "Districts in towns",
    "rural": "Districts in rural places",
}
SIZES = {
    "under_1000": "Districts of under 1,000 students",
    "under_5000": "Districts of 1,000 to 4,999 students",
    "under_25000": "Districts of 5,000 to 24,999 students",
    "from_25000": "Districts of 25,000 students and more",
}
UNPLACED, UNSIZED = "unplaced", "unsized"
CONSORTIUM, OTHER, PUBLIC = "consortium", "other", "public"
OTHERS = {
    CONSORTIUM: "Consortia",
    OTHER: "Others with an account",
    PUBLIC: "Public, not signed in",
}
DISTRICT = "district"
_PLACE_BY_FIRST_DIGIT = {"1": "city", "2": "suburb", "3": "town", "4": "rural"}
_SIZE_LIMITS = ((1_000, "under_1000"), (5_000, "under_5000"), (25_000, "under_25000"))
_MACHINES = re.compile(
    r"bot\b|bot[/ ;)]|crawl|spider|slurp|scrap|preview|monitor|headless|curl|wget|python|java/|go-http|httpx|fetch",
    re.IGNORECASE,
)


def district_kind(*, locale_code: str, enrollment: int | None) -> str:
    """The kind of a district by the locale code of the federal directory (its first digit) and its students."""
    place = _PLACE_BY_FIRST_DIGIT.get(locale_code[:1], UNPLACED)
    if enrollment is None:
        size = UNSIZED
    else:
        size = next((name for limit, name in _SIZE_LIMITS if enrollment < limit), "from_25000")
    return f"{DISTRICT}:{place}:{size}"


def is_machine(user_agent: str) -> bool:
    """Whether a browser's name is that of a program that reads by itself, or there is none."""
    return not user_agent.strip() or bool(_MACHINES.search(user_agent))
