"""PURE: grades, settings and capabilities as people say them."""

from __future__ import annotations

from collections.abc import Iterable

from marketplace.organizations.directory.cells import LOCALES

GRADE_WORDS = {"PK": "pre-kindergarten", "K": "kindergarten", "UG": "ungraded", "AE": "adult education"}
CAPABILITY_WORDS = {
    "offers": "offers learning models",
    "buys": "buys and pilots",
    "evaluates": "evaluates learning models",
    "regulates": "runs this portal",
}


def grades_words(lowest: str, highest: str) -> str:
    """`Kindergarten to grade 12`, `Grade 6`, or nothing where neither is known."""
    if not lowest and not highest:
        return ""
    first, last = _grade(lowest or highest), _grade(highest or lowest)
    return first.capitalize() if first == last else f"{first} to {last}".capitalize()


def locale_words(code: str) -> str:
    """`Rural, fringe` for 41; nothing where it is not known."""
    return LOCALES.get(code, "").replace(": ", ", ").capitalize()


def capability_words(capabilities: Iterable[str]) -> str:
    """`Offers learning models, buys and pilots`."""
    return ", ".join(CAPABILITY_WORDS[name] for name in capabilities).capitalize()


def _grade(code: str) -> str:
    return GRADE_WORDS.get(code, f"grade {code}")


def share_words(count: int | None, whole: int | None) -> str:
    """`342, 15% of students`; the count alone where nobody knows of how many, nothing where it is not known either."""
    if count is None:
        return ""
    return f"{count:,}, {count / whole:.0%} of students" if whole and count <= whole else f"{count:,}"
