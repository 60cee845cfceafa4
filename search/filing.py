"""What a model is filed under in the facets that rest on its evidence and its provider's description."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from marketplace.evidence.assessment import Assessment
from marketplace.evidence.pictures import why_not_pooled
from marketplace.evidence.standards import STRENGTH, WITH_RESERVATIONS, WITHOUT_RESERVATIONS
from marketplace.products.models import ModelVersion
from marketplace.products.vocabulary import DataCategory, PriceUnit
from search.facts import EntryFacts
from search.prices import bands_of

STRENGTHS = {
    WITHOUT_RESERVATIONS: "Meets standards without reservations",
    WITH_RESERVATIONS: "Meets standards with reservations",
    "none_counts": "Studied, but no study counts",
}
RUN_BY = {
    "reviewed": "Reviewed by the What Works Clearinghouse",
    "independent": "People free of the provider",
    "not_independent": "People tied to the provider",
    "unknown": "Ties not declared",
}
ELEMENTS = {
    "learner_profiles": "Learner profiles",
    "personal_paths": "Personal paths",
    "competency_progression": "Progress by competency",
    "time_and_space": "Flexible time and space",
}
PRICE_UNITS = {unit.value: unit.label[:1].upper() + unit.label[1:] for unit in PriceUnit}


@dataclass(frozen=True, slots=True)
class OnRecord:
    """What is public of a model: a version with what it lists, its evidence, and whose the rules are, by code.

    `is_stated` says that a provider described it, so that what it does not list is an answer too.
    """

    version: ModelVersion
    evidence: Assessment
    is_stated: bool
    rules: Mapping[str, str]


def strength(on: OnRecord) -> Iterable[str]:
    """The rating of the best study that counts."""
    counted = [one.facts.rating for one in on.evidence.findings if not why_not_pooled(one.facts)]
    if counted:
        return (max(counted, key=lambda rating: STRENGTH[rating]),)
    return ("none_counts",) if on.evidence.findings else ()


def run_by(on: OnRecord) -> Iterable[str]:
    """Who stood behind its studies."""
    found = {"reviewed" if one.facts.is_reviewed else one.facts.independence for one in on.evidence.findings}
    return sorted(found)


def outcomes(on: OnRecord) -> Iterable[str]:
    """The kinds of outcome that its studies looked at."""
    return sorted({one.facts.domain for one in on.evidence.findings})


def elements(on: OnRecord) -> Iterable[str]:
    """Which elements of a learning model its provider describes."""
    return [name for name in ELEMENTS if getattr(on.version, name)]


def data_categories(on: OnRecord) -> Iterable[str]:
    """The categories of student data that it collects; what older lists say otherwise is among the others."""
    return sorted({DataCategory.of(row.category) or DataCategory.OTHER for row in on.version.data_elements.all()})


def authorities(on: OnRecord) -> Iterable[str]:
    """Whose the rules are from which schools must be excused."""
    needs = [need.code for need in on.version.rule_needs.all()]
    if not needs:
        return ("nothing",) if on.is_stated else ()
    return sorted({on.rules[code] for code in needs if code in on.rules})


def report_day(on: OnRecord) -> Iterable[str]:
    """The day of the newest accessibility report."""
    day = on.version.accessibility_reported_on
    return (day.isoformat(),) if day else ()


def price_bands(facts: EntryFacts) -> Iterable[str]:
    """The bands that its list price touches."""
    return bands_of(facts.price_unit, facts.price_low_cents, facts.price_high_cents)
