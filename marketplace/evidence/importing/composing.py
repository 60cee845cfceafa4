"""PURE: plain sentences about a model that nobody has claimed, from facts alone. What is unknown is not said."""

from collections.abc import Sequence

from marketplace.evidence.importing.facts import InterventionFact

GRADE_ENDS = {
    "PK-K": ("preschool", "kindergarten"),
    "K-3": ("kindergarten", "grade 3"),
    "3-6": ("grade 3", "grade 6"),
    "6-9": ("grade 6", "grade 9"),
    "9-12": ("grade 9", "grade 12"),
}
DELIVERY_WORDS = {
    "individual": "one student at a time",
    "small_group": "in small groups",
    "whole_class": "with whole classes",
    "school": "across whole schools",
}
LOCALE_WORDS = {"city": "cities", "suburb": "suburbs", "town": "towns", "rural": "rural places"}
SUBJECT_WORDS = {
    "reading": "reading",
    "writing": "writing",
    "mathematics": "mathematics",
    "science": "science",
    "behavior": "behavior and social skills",
}


def description(fact: InterventionFact) -> dict[str, object]:
    """The fields of a model version, of which only those that the studies bear out are filled."""
    subjects = _present(SUBJECT_WORDS, _each(fact, "subject"))
    grades = _present(GRADE_ENDS, _each(fact, "grade_band"))
    locales = _present(LOCALE_WORDS, {place for study in fact.studies for place in study.locales})
    return {
        "summary": _summary(subjects, grades, fact.delivery),
        "students_served": _students(fact, locales),
        "subjects": subjects,
        "grade_bands": grades,
        "services": list(fact.services),
        "delivery": list(fact.delivery),
        "locales": locales,
    }


def grades_in_words(bands: Sequence[str]) -> str:
    """Bands that touch are said as one: "kindergarten to grade 6"; others are listed."""
    runs: list[list[str]] = []
    order = list(GRADE_ENDS)
    for band in bands:
        if runs and order.index(band) == order.index(runs[-1][-1]) + 1:
            runs[-1].append(band)
        else:
            runs.append([band])
    spoken = [f"{GRADE_ENDS[run[0]][0]} to {GRADE_ENDS[run[-1]][1]}" for run in runs]
    return " and ".join(spoken).replace("preschool to kindergarten", "preschool and kindergarten")


def _summary(subjects: Sequence[str], grades: Sequence[str], delivery: Sequence[str]) -> str:
    parts = []
    if grades:
        parts.append(f"in {grades_in_words(grades)}")
    if delivery:
        parts.append(listed([DELIVERY_WORDS[kind] for kind in delivery]))
    where = f"Studied {', '.join(parts)}." if parts else "Studied in schools."
    about = f" The studies looked at {listed([SUBJECT_WORDS[subject] for subject in subjects])}." if subjects else ""
    return where + about


def _students(fact: InterventionFact, locales: Sequence[str]) -> str:
    total = sum(max(_size(finding.values) for finding in study.findings) for study in fact.studies)
    count = len(fact.studies)
    years = sorted(year for study in fact.studies if (year := study.values["year"]))
    when = f", published {years[0]}" + (f" to {years[-1]}" if years[-1] != years[0] else "") if years else ""
    where = f", in {listed([LOCALE_WORDS[place] for place in locales])}" if locales else ""
    studies = "1 study" if count == 1 else f"{count} studies"
    return f"{studies} that met the What Works Clearinghouse’s standards{when}, with {total:,} students in all{where}."


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)


def _size(values: dict) -> int:
    return values.get("reported_n") or values["n_i"] + values["n_c"]


def _each(fact: InterventionFact, name: str) -> set[str]:
    return {str(finding.values[name]) for study in fact.studies for finding in study.findings if finding.values[name]}


def _present(order: dict, found: set[str]) -> list[str]:
    return [key for key in order if key in found]
