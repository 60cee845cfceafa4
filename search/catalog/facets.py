"""The facets as people read them: titles, and the words for each value in the order of the vocabulary."""

from dataclasses import dataclass

from marketplace.products.vocabulary import Delivery, GradeBand, Locale, Service, Subject, Tier
from search.engine import IN_FORCE
from search.models import LapseKind
from search.prices import BAND_LABELS


@dataclass(frozen=True, slots=True)
class FacetWords:
    """A facet's key in the address, its title, and its values with their labels."""

    key: str
    title: str
    labels: dict[str, str]


FACET_WORDS = (
    FacetWords("standing", "Approval", {IN_FORCE: "Listed now", **dict(LapseKind.choices)}),
    FacetWords("tier", "Tier", dict(reversed(Tier.choices))),
    FacetWords("subject", "Subject", dict(Subject.choices)),
    FacetWords("grade", "Grade band", dict(GradeBand.choices)),
    FacetWords("service", "Service", dict(Service.choices)),
    FacetWords("delivery", "How it is taught", dict(Delivery.choices)),
    FacetWords("locale", "Where it was studied or used", dict(Locale.choices)),
    FacetWords("price", "Price a student", BAND_LABELS),
)
BY_KEY = {words.key: words for words in FACET_WORDS}
