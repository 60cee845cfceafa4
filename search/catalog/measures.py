"""A measure of the registry as everyone reads it: whose it is, which way is better, what it can carry, who uses it."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from marketplace.evidence.checks import plain
from marketplace.evidence.models import NOT_ON_RECORD, Measure
from marketplace.evidence.vocabulary import OUTCOME_DOMAINS, MeasureKind, MeasureOwner, Validation
from procurement.measures.models import MeasureDecision
from procurement.measures.queries import public_of
from search.catalog.queries import listed
from search.models import CatalogEntry

DIRECTIONS = {
    True: "A higher score is better",
    False: "A lower score is better; we turn the sign of each effect",
    None: "The source does not say; each sign is as published",
}
COUNTS = "Its results can carry a tier"
PROVIDER_S = "It belongs to the provider of a model. Its results are shown and carry no tier."
NOT_VALIDATED = "It is not validated. Its results are shown and carry no tier until it is."


@dataclass(frozen=True)
class MeasurePage:
    """What the page of a measure shows."""

    measure: Measure
    facts: tuple[tuple[str, str], ...]
    verdict: str
    decisions: tuple[MeasureDecision, ...]
    used_by: QuerySet[CatalogEntry]


def measure_page(measure: Measure) -> MeasurePage:
    """Everything that is public about a measure."""
    return MeasurePage(measure, _facts(measure), _verdict(measure), tuple(public_of(measure)), users_of(measure))


def users_of(measure: Measure) -> QuerySet[CatalogEntry]:
    """The models with a public page that have findings on a measure, with how many studies and findings."""
    on_it = Q(model__studies__findings__measure=measure)
    return (
        listed()
        .filter(model__in=measure.findings.values("study__model"))
        .annotate(
            finding_count=Count("model__studies__findings", filter=on_it, distinct=True),
            study_count=Count("model__studies", filter=on_it, distinct=True),
        )
        .order_by("name", "pk")
    )


def _facts(measure: Measure) -> tuple[tuple[str, str], ...]:
    about = OUTCOME_DOMAINS[measure.domain]
    return (
        ("Owner", measure.get_owner_display()),
        ("What it measures", about[:1].upper() + about[1:]),
        *measure.made_for,
        ("Used", MeasureKind(measure.kind).label),
        ("Direction", DIRECTIONS[measure.higher_is_better]),
        ("Scores", _scores(measure)),
        ("Normed", "On students across the country" if measure.is_normed else NOT_ON_RECORD),
        ("Validated", "Yes" if measure.validation == Validation.VALIDATED else "Not yet"),
    )


def _scores(measure: Measure) -> str:
    if measure.scale_minimum is None or measure.scale_maximum is None:
        return ""
    return f"From {plain(measure.scale_minimum)} to {plain(measure.scale_maximum)}"


def _verdict(measure: Measure) -> str:
    if measure.owner == MeasureOwner.PROVIDER:
        return PROVIDER_S
    if not measure.carries_tier:
        return NOT_VALIDATED
    wide = measure.owner == MeasureOwner.STATE or measure.is_normed
    found = (("a state or normed", wide), ("a formative", measure.kind == MeasureKind.FORMATIVE))
    kinds = [words for words, is_so in found if is_so]
    return f"{COUNTS}: it counts as {' or as '.join(kinds)} measure." if kinds else f"{COUNTS}."
