"""PURE: the groups of students that results are reported for, by axis (Pilotage rules 4, A9). Never crossed."""

from __future__ import annotations

ALL = "all"
AXES: dict[str, dict[str, str]] = {
    "income": {"low_income": "Economically disadvantaged"},
    "disability": {"disability": "Students with disabilities"},
    "language": {"english_learner": "English learners"},
    "race": {
        "american_indian": "American Indian or Alaska Native",
        "asian": "Asian",
        "black": "Black or African American",
        "hispanic": "Hispanic or Latino",
        "pacific_islander": "Native Hawaiian or Pacific Islander",
        "white": "White",
        "multiracial": "Two or more races",
    },
    "gender": {"female": "Girls", "male": "Boys"},
    "migrant": {"migrant": "Migrant"},
    "homeless": {"homeless": "Homeless"},
    "foster": {"foster": "In foster care"},
    "military": {"military": "Military-connected"},
}
SUBGROUPS: dict[str, str] = {key: label for axis in AXES.values() for key, label in axis.items()}
GROUPS: dict[str, str] = {ALL: "All students", **SUBGROUPS}

TREATMENT, COMPARISON = "treatment", "comparison"
ARMS = {TREATMENT: "With the model", COMPARISON: "Comparison"}
