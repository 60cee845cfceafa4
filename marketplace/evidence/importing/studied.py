"""PURE: who was studied: how many studies of which rating, students, grades, places, and who they were, in words."""

from collections.abc import Sequence

from marketplace.evidence import wording
from marketplace.evidence.importing.facts import InterventionFact, StudyFact
from marketplace.evidence.importing.phrases import listed, noun, pick, spelled

GRADE_ENDS = {
    "PK-K": ("preschool", "kindergarten"),
    "K-3": ("kindergarten", "grade 3"),
    "3-6": ("grade 3", "grade 6"),
    "6-9": ("grade 6", "grade 9"),
    "9-12": ("grade 9", "grade 12"),
}
LOCALE_WORDS = {"city": "cities", "suburb": "suburbs", "town": "towns", "rural": "rural places"}
RATING_WORDS = {"without_reservations": "without reservations", "with_reservations": "with reservations"}
SHARE_WORDS = {
    "english_learners": "English learners",
    "low_income": "eligible for free or reduced-price lunch",
}
CLEARINGHOUSE = "What Works Clearinghouse"


def grades_in_words(bands: Sequence[str]) -> str:
    """Bands that touch are said as one: "from kindergarten to grade 6"; others are listed."""
    runs: list[list[str]] = []
    order = list(GRADE_ENDS)
    for band in bands:
        if runs and order.index(band) == order.index(runs[-1][-1]) + 1:
            runs[-1].append(band)
        else:
            runs.append([band])
    return listed([_stretch(GRADE_ENDS[run[0]][0], GRADE_ENDS[run[-1]][1]) for run in runs])


def _stretch(first: str, last: str) -> str:
    if first.startswith("grade "):
        return f"in grades {first.removeprefix('grade ')} to {last.removeprefix('grade ')}"
    if (first, last) == GRADE_ENDS["PK-K"]:
        return "in preschool and kindergarten"
    return f"from {first} to {last}"


def students_in_words(fact: InterventionFact, locales: Sequence[str]) -> str:
    """All that is known of who was studied, a sentence each."""
    sentences = (_counted(fact), _places(fact, locales), _who(fact), _abroad(fact), _topics(fact))
    return " ".join(filter(None, sentences))


def _counted(fact: InterventionFact) -> str:
    count = len(fact.studies)
    at_start, studies = spelled(count, "study", "studies"), noun(count, "study", "studies")
    students = wording.students(sum(_size(study) for study in fact.studies))
    rating, when, in_all = _rating(fact.studies), _published(fact.studies), "" if count == 1 else " in all"
    was = "It was" if count == 1 else "They were"
    met = f"standards{rating}"
    return pick(
        fact.source_id,
        "counted",
        (
            f"{at_start} with {students}{in_all} met the {CLEARINGHOUSE}’s {met}."
            + (f" {was} published {when}." if when else ""),
            f"The {CLEARINGHOUSE} found that {studies}{f' published {when}' if when else ''} met its {met}. "
            f"{students} took part{in_all}.",
            f"{students} took part in {studies}{f', published {when},' if when else ''} that met the "
            f"{CLEARINGHOUSE}’s {met}.",
        ),
    )


def _published(studies: Sequence[StudyFact]) -> str:
    years = sorted(int(year) for study in studies if (year := study.values["year"]))
    if not years:
        return ""
    return f"in {years[0]}" if years[0] == years[-1] else f"from {years[0]} to {years[-1]}"


def _rating(studies: Sequence[StudyFact]) -> str:
    found = {key: sum(study.values["review"] == key for study in studies) for key in RATING_WORDS}
    given = {key: count for key, count in found.items() if count}
    if len(given) == 1 and sum(given.values()) == len(studies):
        return f" {RATING_WORDS[next(iter(given))]}"
    return ", " + listed([f"{count} {RATING_WORDS[key]}" for key, count in given.items()]) if given else ""


def _places(fact: InterventionFact, locales: Sequence[str]) -> str:
    if not locales:
        return ""
    where = listed([LOCALE_WORDS[place] for place in locales])
    if not all(study.locales for study in fact.studies):
        return f"Where the place is on record, the schools were in {where}."
    return pick(
        fact.source_id,
        "places",
        (f"The schools were in {where}.", f"It was studied in {where}.", f"Schools in {where} took part."),
    )


def _who(fact: InterventionFact) -> str:
    shares = {
        words: said
        for name, words in SHARE_WORDS.items()
        if (said := [study.shares[name] for study in fact.studies if name in study.shares])
    }
    if not shares:
        return ""
    clauses = listed([_share([float(share) for share in said], words) for words, said in shares.items()])
    if any(len(said) < len(fact.studies) for said in shares.values()):
        return f"Where studies say who the students were, {clauses}."
    return pick(fact.source_id, "who", (f"Of the students, {clauses}.", f"Among those studied, {clauses}."))


def _share(said: Sequence[float], words: str) -> str:
    low, high = (_percent(share) for share in (min(said), max(said)))
    if low == high == "100":
        return f"all were {words}"
    if low == high:
        return f"{low} percent were {words}"
    return f"{low} to {high} percent were {words}"


def _percent(share: float) -> str:
    return f"{share:.0f}" if share >= 1 else "less than 1"


def _abroad(fact: InterventionFact) -> str:
    abroad, count = sum(study.is_abroad for study in fact.studies), len(fact.studies)
    if not abroad:
        return ""
    if abroad < count:
        return f"{spelled(abroad, 'study', 'studies')} took place outside the United States."
    return f"The {'study' if count == 1 else 'studies'} took place outside the United States."


def _topics(fact: InterventionFact) -> str:
    topics = list(dict.fromkeys(study.topic for study in fact.studies if study.topic))
    if not topics:
        return ""
    return f"The clearinghouse reviewed it under the {'topic' if len(topics) == 1 else 'topics'} of {listed(topics)}."


def _size(study: StudyFact) -> int:
    return max((_students(finding.values) for finding in study.findings), default=0)


def _students(values: dict) -> int:
    return values.get("reported_n") or values["n_i"] + values["n_c"]
