"""The facets of the catalogue, each declared once, in the order of the page.

What an entry is filed under, every engine's filters and counts, the words of the page and the catalogue's API are read
from here. Another facet is another line below.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from marketplace.evidence.vocabulary import DOMAIN_CHOICES
from marketplace.products import vocabulary as words
from marketplace.products.tier_names import tier_choices
from procurement.waivablerules.models import RuleAuthority
from search import ages, filing
from search.facts import EntryFacts
from search.filing import OnRecord
from search.models import LapseKind
from search.prices import BAND_LABELS

IN_FORCE = "in_force"
NOT_ON_RECORD = "not_on_record"
UNSEARCHED = frozenset({NOT_ON_RECORD, "nothing", "english", "all", "other"})
"""Values whose words say nothing about a model to who types them."""
EVIDENCE, TEACHING, NEEDS, TECHNOLOGY = "Evidence", "How it teaches", "What it takes", "Data and technology"


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetWords:
    """A facet's key in the address, its title, its values with their labels, and the group it is folded into.

    `facts` or `record` say what a model is filed under, from its facts or from what is on record; without either the
    clock decides. Where that is nothing, the model is filed under `missing`, if it has words. Of an `is_aged` facet
    the value is a day, and the bands are counted from the day of the query.
    """

    key: str
    title: str
    fixed: Mapping[str, str] | None = None
    group: str = ""
    facts: Callable[[EntryFacts], Iterable[str]] | None = None
    record: Callable[[OnRecord], Iterable[str]] | None = None
    missing: str = ""
    is_searched: bool = False
    is_aged: bool = False

    @property
    def labels(self) -> dict[str, str]:
        """The words for each value; those of the tiers are what the agency calls them now, the strongest first."""
        given = dict(reversed(tier_choices())) if self.fixed is None else dict(self.fixed)
        return {**given, NOT_ON_RECORD: self.missing} if self.missing else given


def _stated(key: str, title: str, choices: Any, field: str, **more: Any) -> FacetWords:
    """A facet of what a provider states in a list of its description."""
    options = {"missing": "Not on record", **more}
    return FacetWords(
        key=key, title=title, fixed=dict(choices.choices), record=lambda on: getattr(on.version, field), **options
    )


DECLARED = (
    FacetWords(key="standing", title="Approval", fixed={IN_FORCE: "Listed now", **dict(LapseKind.choices)}),
    FacetWords(key="tier", title="Tier"),
    FacetWords(
        key="subject", title="Subject", fixed=dict(words.Subject.choices), facts=lambda one: one.subjects,
        is_searched=True,
    ),
    FacetWords(
        key="grade", title="Grade band", fixed=dict(words.GradeBand.choices), facts=lambda one: one.grade_bands,
        is_searched=True,
    ),
    FacetWords(
        key="service", title="Service", fixed=dict(words.Service.choices), facts=lambda one: one.services,
        is_searched=True,
    ),
    FacetWords(
        key="delivery", title="How it is taught", fixed=dict(words.Delivery.choices), facts=lambda one: one.delivery,
        is_searched=True,
    ),
    _stated("students", "Students served", words.StudentGroup, "student_groups", is_searched=True),
    FacetWords(key="price", title="Price a student", fixed=BAND_LABELS, facts=filing.price_bands),
    FacetWords(key="carries", title="What the evidence carries", facts=lambda one: (one.computed_tier,),
        group=EVIDENCE),
    FacetWords(
        key="strength", title="Its best study", fixed=filing.STRENGTHS, record=filing.strength, group=EVIDENCE,
        missing="No study on record",
    ),
    FacetWords(key="studied_by", title="Who studied it", fixed=filing.RUN_BY, record=filing.run_by, group=EVIDENCE),
    FacetWords(
        key="outcome", title="Outcome studied", fixed=dict(DOMAIN_CHOICES), record=filing.outcomes, group=EVIDENCE
    ),
    FacetWords(
        key="locale", title="Where it was studied or used", fixed=dict(words.Locale.choices),
        facts=lambda one: one.locales, group=EVIDENCE, is_searched=True,
    ),
    FacetWords(
        key="elements", title="Described by its provider", fixed=filing.ELEMENTS, record=filing.elements,
        group=TEACHING, missing="Not on record",
    ),
    _stated("language", "Language", words.Language, "languages", group=TEACHING, is_searched=True),
    FacetWords(
        key="price_unit", title="Priced by", fixed=filing.PRICE_UNITS, group=NEEDS,
        facts=lambda one: (one.price_unit,) if one.price_unit else (),
    ),
    _stated("devices", "Devices needed", words.DeviceNeed, "device_needs", group=NEEDS),
    _stated("readiness", "What must be in place", words.ReadinessNeed, "readiness_needs", group=NEEDS),
    _stated("families", "Asked of families", words.FamilyAsk, "family_asks", group=NEEDS),
    FacetWords(
        key="excused", title="Rules to be excused from", group=NEEDS, record=filing.authorities,
        fixed={"nothing": "None", **{value: f"Of {label[0].lower()}{label[1:]}" for value, label in
            RuleAuthority.choices}}, missing="Not on record",
    ),
    FacetWords(
        key="data", title="Student data collected", fixed=dict(words.DataCategory.choices), group=TECHNOLOGY,
        record=filing.data_categories, missing="Not on record",
    ),
    _stated("works_with", "Works with", words.Interoperability, "interoperability", group=TECHNOLOGY,
        is_searched=True),
    FacetWords(
        key="report", title="Accessibility report", fixed=ages.LABELS, group=TECHNOLOGY, record=filing.report_day,
        missing="Not on record", is_aged=True,
    ),
)  # fmt: skip
BY_KEY = {facet.key: facet for facet in DECLARED}
KEYS = tuple(BY_KEY)
AGED = frozenset(facet.key for facet in DECLARED if facet.is_aged)


def recorded(on: OnRecord) -> dict[str, tuple[str, ...]]:
    """By facet, what a model is filed under for what is on record of it."""
    return {facet.key: tuple(facet.record(on)) for facet in DECLARED if facet.record}


def filed_under(facts: EntryFacts) -> list[str]:
    """Everything that an entry is filed under, each as `key:value`."""
    found = []
    for facet in DECLARED:
        if facet.facts or facet.record:
            values = list(facet.facts(facts) if facet.facts else facts.filed.get(facet.key, ()))
            values = values or ([NOT_ON_RECORD] if facet.missing else [])
            found += [f"{facet.key}:{value}" for value in values]
    return found


def searched_labels(filed: Iterable[str]) -> list[tuple[str, str, str]]:
    """Of what an entry is filed under, what it is found by: key, value and words, in the order declared."""
    held = {tuple(one.split(":", 1)) for one in filed}
    return [
        (facet.key, value, label)
        for facet in DECLARED
        if facet.is_searched
        for value, label in facet.labels.items()
        if value not in UNSEARCHED and (facet.key, value) in held
    ]
