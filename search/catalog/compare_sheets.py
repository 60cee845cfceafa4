"""One model's public record in the words of a comparison: a value a row; what is not on record is left out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from marketplace.clocks.words import count_words, day_words
from marketplace.components.marks import money
from marketplace.evidence.assessment import Assessment
from marketplace.evidence.vocabulary import OUTCOME_DOMAINS, Design, StudySource
from marketplace.evidence.wording import interval, number
from marketplace.products.models import CostItem, ModelVersion
from marketplace.products.pages import amount_of
from marketplace.products.tier_names import tier_label
from marketplace.products.vocabulary import CostTiming, Necessity
from procurement.outcomes.tables import VERDICTS
from procurement.pilots.models import Pilot
from search.catalog.compare_reading import PublicRecord
from search.catalog.compare_rows import Sheet, Value
from search.catalog.facets import BY_KEY
from search.catalog.model_pilots import cents_a_student, paid_by
from search.models import CatalogEntry

OVERVIEW, NEEDS, EVIDENCE, PILOTS, PRICES = "overview", "needs", "evidence", "pilots", "prices"
DATA, HISTORY = "data", "history"
ILLUSTRATIVE = "illustrative, from public findings"
NOT_APPROVED = Value("Not approved", OVERVIEW)
TEXTS = {
    OVERVIEW: {
        "students": "students_served",
        "time": "time_and_space",
        "day": "day_description",
        "integration": "integration",
        "profiles": "learner_profiles",
        "paths": "personal_paths",
        "progression": "competency_progression",
        "staffing": "staffing",
        "training": "training",
        "space": "space",
        "accessible": "accessibility_note",
    },
    NEEDS: {
        name: name
        for name in ("devices", "connectivity", "staff_time", "leadership", "family_demands", "sustainability")
    },
}
LABELS = {
    "subjects": ("subject", "subjects"),
    "grades": ("grade", "grade_bands"),
    "services": ("service", "services"),
    "delivery": ("delivery", "delivery"),
    "locales": ("locale", "locales"),
}


def sheet_of(record: PublicRecord) -> Sheet:
    """Every row on which the model has something on record."""
    values = {
        **_standing(record),
        **_described(record.entry),
        **_texts(record.version),
        **_evidence(record.assessment),
        **_paid(record.pilots),
        **_listed(record),
        **_history(record),
    }
    said = {key: replace(value, source=_address(record.entry, value.source)) for key, value in values.items() if value}
    return Sheet(record.entry.name, said)


def address_of(entry: CatalogEntry) -> str:
    """The address of a model's own page."""
    return reverse("catalog:model", args=[entry.provider_slug, entry.slug])


def _address(entry: CatalogEntry, part: str) -> str:
    """A part of that page."""
    if part in (OVERVIEW, NEEDS):
        return f"{address_of(entry)}#{part}"
    return reverse(f"catalog:model_{part}", args=[entry.provider_slug, entry.slug])


def _standing(record: PublicRecord) -> dict[str, Value]:
    hit, designation = record.hit, record.designation
    note = ILLUSTRATIVE if record.entry.is_illustrative else ""
    scopes = designation.scopes.all() if designation else ()
    covers = dict.fromkeys(f"{row.get_subject_display()}, {row.get_grade_band_display().lower()}" for row in scopes)
    return {
        "tier": Value(tier_label(hit.tier) if hit.tier else "", OVERVIEW, tier=hit.tier, note=note),
        "approval": _approval(record),
        "until": Value(day_words(hit.last_day), OVERVIEW, is_figure=True) if hit.last_day else NOT_APPROVED,
        "covers": Value("; ".join(covers), OVERVIEW) if designation else NOT_APPROVED,
        "condition": Value(designation.conditions or "None", OVERVIEW) if designation else NOT_APPROVED,
        "carries": Value(tier_label(record.assessment.tier), EVIDENCE),
        "provider": Value("" if record.entry.is_illustrative else record.entry.provider_name, OVERVIEW),
    }


def _approval(record: PublicRecord) -> Value:
    lapse = record.hit.lapse
    if record.entry.is_illustrative:
        return Value("Listed from public research, not approved", OVERVIEW)
    if lapse:
        since = day_words(timezone.localdate(lapse.starts_at))
        return Value(lapse.get_kind_display(), HISTORY, mark="late", note=f"since {since}; cannot be ordered now")
    return Value("In force" if record.designation else "Not approved now", OVERVIEW)


def _described(entry: CatalogEntry) -> dict[str, Value]:
    values = {key: Value(_labels(facet, getattr(entry, field)), OVERVIEW) for key, (facet, field) in LABELS.items()}
    return {**values, "summary": Value(entry.summary, OVERVIEW), "includes": Value(entry.price_note, PRICES)}


def _labels(facet: str, values: Iterable[str]) -> str:
    labels = BY_KEY[facet].labels
    return "; ".join(labels[value] for value in values if value in labels)


def _texts(version: ModelVersion | None) -> dict[str, Value]:
    if version is None:
        return {}
    return {
        key: Value(getattr(version, field), part) for part, fields in TEXTS.items() for key, field in fields.items()
    }


def _evidence(assessment: Assessment) -> dict[str, Value]:
    studies = {item.study.pk: item for item in assessment.findings}
    figures = {"studies": f"{len(studies):,}"}
    counted = {row.study for picture in assessment.pictures for row in picture.counted}
    measured = [picture for picture in assessment.pictures if picture.headline]
    words = {
        "designs": _designs([item.study.design for item in studies.values()]),
        "sites": _sites([item.facts.is_multisite for item in studies.values()]),
        "independent": _independence(list(studies.values())),
        "outcomes": capfirst("; ".join(OUTCOME_DOMAINS[picture.domain] for picture in measured)),
    }
    if studies:
        figures["counted"] = f"{len(counted):,}"
    if measured:
        first, (g, lower, upper) = measured[0], measured[0].headline
        figures |= {"effect": f"{number(g)} ({interval(lower, upper)})", "behind": f"{first.n:,}"}
        worse = [OUTCOME_DOMAINS[picture.domain] for picture in measured if picture.headline[2] < 0]
        words |= {"outcome": capfirst(OUTCOME_DOMAINS[first.domain]), "worse": capfirst("; ".join(worse)) or "None"}
    return {key: Value(said, EVIDENCE, is_figure=True) for key, said in figures.items()} | {
        key: Value(said, EVIDENCE) for key, said in words.items()
    }


def _designs(designs: list[str]) -> str:
    counts = Counter(designs)
    return ", ".join(f"{counts[design.value]} {design.short.lower()}" for design in Design if counts[design.value])


def _sites(answers: list[bool | None]) -> str:
    if True in answers:
        return "Yes"
    return "No" if False in answers else ""


def _independence(items: list) -> str:
    """How many studies are, said with who vouches where an outside review does for all."""
    free = sum(item.independence.is_independent for item in items)
    if not items:
        return ""
    if all(item.study.source == StudySource.WWC for item in items):
        return "Reviewed by the What Works Clearinghouse"
    return f"{free} of {count_words(len(items), 'study', 'studies')}"


def _paid(pilots: tuple[Pilot, ...]) -> dict[str, Value]:
    paid = paid_by([cents for pilot in pilots if (cents := cents_a_student(pilot)) is not None])
    if paid is None:
        return {}
    words = money(paid.low_cents)
    if paid.low_cents != paid.high_cents:
        words = f"{words} to {money(paid.high_cents)}"
    return {"paid": Value(words, PRICES, note=f"{paid.count} contracts", is_figure=True)}


def _listed(record: PublicRecord) -> dict[str, Value]:
    """Price, costs, data and rules. A provider's description that lists none says so; a listing says nothing."""
    version = record.version
    values = {"price": Value(record.hit.price, PRICES, is_figure=True)}
    if version is None:
        return values
    none = "" if record.entry.is_illustrative else "None listed"
    elements = list(version.data_elements.all())
    optional = [item.element for item in elements if item.necessity == Necessity.OPTIONAL]
    reported = version.accessibility_reported_on
    values |= {
        "once": Value(_costs(version.costs.all(), CostTiming.ONE_TIME) or none, NEEDS),
        "yearly": Value(_costs(version.costs.all(), CostTiming.YEARLY) or none, NEEDS),
        "elements": Value(f"{len(elements)}" if elements or none else "", DATA, is_figure=True),
        "collected": Value("; ".join(item.element for item in elements) or none, DATA),
        "optional": Value("; ".join(optional) or ("None of it" if elements else ""), DATA),
        "reported": Value(day_words(reported) if reported else "", OVERVIEW, is_figure=True),
        "rules": Value("; ".join(record.rules) or none, NEEDS),
    }
    return values


def _costs(items: Iterable[CostItem], timing: str) -> str:
    return "; ".join(f"{item.what}: {amount_of(item)}" for item in items if item.timing == timing)


def _history(record: PublicRecord) -> dict[str, Value]:
    version, entry = record.version, record.entry
    buyers = dict.fromkeys(sorted(pilot.buyer.name for pilot in record.pilots))
    values = {
        "since": Value("Never", HISTORY),
        "version": Value(str(version.number) if version else "", HISTORY, is_figure=True),
        "pilots": Value(f"{len(record.pilots):,}", PILOTS, is_figure=True),
        "districts": Value("; ".join(buyers) or "None yet", PILOTS),
        "verdicts": Value(_verdicts(record.pilots), PILOTS),
    }
    if entry.is_illustrative:
        return values
    first = entry.began_at
    return values | {
        "since": Value(day_words(timezone.localdate(first)) if first else "", HISTORY, is_figure=True),
        "suspensions": Value(f"{entry.suspensions:,}", HISTORY, is_figure=True),
    }


def _verdicts(pilots: tuple[Pilot, ...]) -> str:
    """What the published outcomes came to, each with how often."""
    reports = (getattr(pilot, "outcome_report", None) for pilot in pilots)
    counts = Counter(report.verdict for report in reports if report and report.is_published)
    return "; ".join(f"{words} {counts[key]}" for key, words in VERDICTS.items() if counts[key])
