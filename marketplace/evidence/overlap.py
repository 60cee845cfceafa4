"""How far studies speak to what is asked for: subject and grades, settings, who ran them, what they lost."""

from collections.abc import Iterable, Sequence

from marketplace.evidence.assessment import AssessedFinding, Assessment
from marketplace.evidence.independence import INDEPENDENT
from marketplace.evidence.vocabulary import Design
from marketplace.evidence.wording import counted
from marketplace.products.vocabulary import GradeBand, Locale, Subject, labels

NAMES_SHOWN = 3


def overlap_facts(assessment: Assessment, asked: Iterable[tuple[str, str]]) -> list[list[str]]:
    """Names and values for readers: each pair of subject and grades that is asked for, then what holds for all."""
    compared = [item for item in assessment.findings if item.study.design != Design.PRE_POST]
    facts = [
        [f"Studied in {Subject(subject).label.lower()}, {_grades(band)}", _same(compared, subject, band)]
        for subject, band in dict.fromkeys(asked)
    ]
    if not compared:
        return facts
    return [
        *facts,
        ["Settings studied", _settings(compared)],
        ["Run independently", _independent(compared)],
        ["Significant losses", _losses(compared)],
    ]


def _same(compared: Sequence[AssessedFinding], subject: str, band: str) -> str:
    exact = [item for item in compared if (item.finding.subject, item.finding.grade_band) == (subject, band)]
    if exact:
        return _named(exact)
    near = [item for item in compared if item.finding.subject == subject]
    if near:
        return f"Not these grades. The subject in other or several grades: {_named(near)}"
    return "No study with a comparison"


def _settings(compared: Sequence[AssessedFinding]) -> str:
    places = {str(place) for item in compared for place in item.study.locales}
    districts = {str(name) for item in compared for name in item.study.districts}
    kinds = ", ".join(labels(Locale, sorted(places))).lower() or "kind of place not stated"
    return f"{counted(len(districts), 'district')}; {kinds}"


def _independent(compared: Sequence[AssessedFinding]) -> str:
    verdicts = {item.study.pk: item.independence.verdict for item in compared}
    free = sum(verdict == INDEPENDENT for verdict in verdicts.values())
    return f"{free} of {counted(len(verdicts), 'study', 'studies')} with a comparison"


def _losses(compared: Sequence[AssessedFinding]) -> str:
    lost = [item for item in compared if item.facts.is_loss]
    return "; ".join(f"{item.study.label}, {item.finding.measure.name}" for item in lost) or "None"


def _named(found: Iterable[AssessedFinding]) -> str:
    names = list(dict.fromkeys(item.study.label for item in found))
    more = len(names) - NAMES_SHOWN
    return "; ".join(names[:NAMES_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _grades(band: str) -> str:
    words = GradeBand(band).label
    return words[:1].lower() + words[1:]
