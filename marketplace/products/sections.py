"""PURE: the description of a learning model as sections of a form: one place for its order, words and completeness."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Section:
    """One page of the form. `needed` fields must be answered before the section counts as complete."""

    key: str
    title: str
    lede: str
    fields: tuple[str, ...]
    needed: tuple[str, ...]


SECTIONS = (
    Section(
        "basics",
        "What it is",
        "Two answers that a busy principal can read in a minute.",
        ("summary", "day_description"),
        ("summary", "day_description"),
    ),
    Section(
        "model",
        "How it teaches",
        "A learning model joins people, technology and content into a way of teaching. An app alone is not one.",
        ("integration", "learner_profiles", "personal_paths", "competency_progression", "time_and_space"),
        ("integration", "learner_profiles", "personal_paths", "competency_progression", "time_and_space"),
    ),
    Section(
        "audience",
        "Who it is for",
        "Districts filter the catalogue by these answers. Choose only what you have really done.",
        (
            "students_served",
            "student_groups",
            "subjects",
            "grade_bands",
            "services",
            "delivery",
            "languages",
            "locales",
        ),
        ("students_served", "subjects", "grade_bands", "services", "delivery"),
    ),
    Section(
        "needs",
        "What it takes",
        "What a school must bring: people, their training, devices, room.",
        ("staffing", "training", "devices", "device_needs", "space"),
        ("staffing", "training", "devices", "space"),
    ),
    Section(
        "readiness",
        "What must be ready",
        "What a district has in place before the first day, and what families are asked to do.",
        (
            "connectivity",
            "interoperability",
            "staff_time",
            "leadership",
            "readiness_needs",
            "family_demands",
            "family_asks",
        ),
        ("connectivity", "staff_time", "leadership", "family_demands"),
    ),
    Section(
        "price",
        "What it costs",
        "A range is enough. A contract fixes the price later.",
        ("price_unit", "price_low_cents", "price_high_cents", "price_note"),
        ("price_unit", "price_low_cents", "price_high_cents"),
    ),
    Section(
        "sustainability",
        "How it lasts",
        "What keeps it going once the start-up money is spent and the first people have left.",
        ("sustainability",),
        ("sustainability",),
    ),
    Section(
        "accessibility",
        "Who can use it",
        "How students and staff with disabilities use it, and when that was last checked.",
        ("accessibility_note", "accessibility_reported_on"),
        ("accessibility_note",),
    ),
)
BY_KEY = {section.key: section for section in SECTIONS}
TEXT_FIELDS = tuple(name for section in SECTIONS for name in section.fields)
ASKED_LATER = (
    "connectivity", "staff_time", "leadership", "family_demands", "sustainability", "student_groups", "languages",
    "device_needs", "interoperability", "readiness_needs", "family_asks",
)  # fmt: skip

COMPLETE, STARTED, NOT_STARTED = "complete", "started", "not_started"


def status(section: Section, answers: Mapping[str, Any]) -> str:
    """Complete, started or not started, from the answers so far. A price of 0 is an answer."""
    given = [name for name in section.fields if is_answered(answers.get(name))]
    if all(name in given for name in section.needed):
        return COMPLETE
    return STARTED if given else NOT_STARTED


def is_answered(value: Any) -> bool:
    return value is not None and value not in ("", [])
