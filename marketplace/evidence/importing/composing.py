"""PURE: plain sentences about a model that nobody has claimed, from facts alone. What is unknown is not said."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from marketplace.evidence.importing.facts import InterventionFact
from marketplace.evidence.importing.moved import moved, moved_in_words
from marketplace.evidence.importing.phrases import capital, listed, noun, pick, spelled
from marketplace.evidence.importing.studied import grades_in_words, students_in_words

SUMMARY_CHARACTERS = 300
GRADES = ("PK-K", "K-3", "3-6", "6-9", "9-12")
DELIVERY_WORDS = {
    "individual": "one student at a time",
    "small_group": "in small groups",
    "whole_class": "with whole classes",
    "school": "across whole schools",
}
SERVICE_WORDS = {
    "core": "core instruction",
    "supplement": "a supplement to core instruction",
    "whole_school": "a whole-school model",
    "professional_learning": "professional learning for teachers",
    "practice": "a teaching practice",
    "policy": "a policy",
}
LOCALES = ("city", "suburb", "town", "rural")
SUBJECT_WORDS = {
    "reading": "reading",
    "writing": "writing",
    "mathematics": "mathematics",
    "science": "science",
    "behavior": "behavior and social skills",
}


def description(
    fact: InterventionFact, *, outcomes: Mapping[str, str], unsized: Collection[str] = ()
) -> dict[str, object]:
    """The fields of a model version, of which only those that the studies bear out are filled.

    `outcomes` says each kind of outcome in words; of those in `unsized` no size is said.
    """
    subjects = _present(SUBJECT_WORDS, _each(fact, "subject"))
    grades = _present(GRADES, _each(fact, "grade_band"))
    locales = _present(LOCALES, {place for study in fact.studies for place in study.locales})
    results = list(moved_in_words(fact, moved(fact, outcomes=outcomes, unsized=unsized)))
    return {
        "summary": _shortened(list(_openings(fact, subjects, grades)), results),
        "students_served": students_in_words(fact, locales),
        "subjects": subjects,
        "grade_bands": grades,
        "services": list(fact.services),
        "delivery": list(fact.delivery),
        "locales": locales,
    }


def _shortened(openings: Sequence[str], results: Sequence[str]) -> str:
    """The fullest opening and result that fit. What moved is worth more than how it is delivered, which has a place of
    its own; only where nothing fits are the kinds of outcome counted instead of named."""
    pairs = [(opening, result) for opening in openings for result in results[:-1]]
    pairs += [(opening, result) for opening in openings for result in results[-1:] or [""]]
    summaries = [f"{opening} {result}".strip() for opening, result in pairs]
    return next((one for one in summaries if len(one) <= SUMMARY_CHARACTERS), summaries[-1])


def _openings(fact: InterventionFact, subjects: Sequence[str], grades: Sequence[str]) -> Iterator[str]:
    """What it is, where and on what it was studied; then without how it is delivered; then what it is alone."""
    what = listed(_services(fact)) or "a program"
    when = grades_in_words(grades) if grades else ""
    how = listed([DELIVERY_WORDS[kind] for kind in fact.delivery if kind in DELIVERY_WORDS])
    about = listed([SUBJECT_WORDS[subject] for subject in subjects])
    for delivered in dict.fromkeys((how, "")):
        where = ", ".join(filter(None, (when, delivered)))
        if about:
            yield _about(fact, what, where, about)
        elif where:
            yield f"{capital(what)}, studied {where}."
    yield f"{capital(what)} with {noun(len(fact.studies), 'study', 'studies')} on record."


def _services(fact: InterventionFact) -> list[str]:
    words = [SERVICE_WORDS[service] for service in fact.services if service in SERVICE_WORDS]
    if SERVICE_WORDS["core"] in words:
        return [word.replace("supplement to core instruction", "supplement to it") for word in words]
    return words


def _about(fact: InterventionFact, what: str, where: str, about: str) -> str:
    count = len(fact.studies)
    it = what if fact.services else "this program"
    at_end, studies = f" {where}" if where else "", "study" if count == 1 else "studies"
    a_study = "a study" if count == 1 else "studies"
    studied = f", studied {where}" if where else ""
    return pick(
        fact.source_id,
        "opening",
        (
            f"{capital(what)}{studied}. The {studies} measured {about}.",
            f"{spelled(count, 'study', 'studies')} of {it} looked at {about}{at_end}.",
            f"{capital(what)}; {a_study} of {about} took place{at_end or ' in schools'}.",
            f"{capital(about)}{at_end}: measured in {noun(count, 'study', 'studies')} of {it}.",
        ),
    )


def _each(fact: InterventionFact, name: str) -> set[str]:
    return {str(finding.values[name]) for study in fact.studies for finding in study.findings if finding.values[name]}


def _present(order: Collection[str], found: set[str]) -> list[str]:
    return [key for key in order if key in found]
