"""The facets as people read them: titles, and the words for each value in the order of the vocabulary."""

from dataclasses import dataclass

from marketplace.products.tier_names import tier_choices
from marketplace.products.vocabulary import Delivery, GradeBand, Locale, Service, Subject
from search.engine import IN_FORCE
from search.models import LapseKind
from search.prices import BAND_LABELS


@dataclass(frozen=True, slots=True)
class FacetWords:
    """A facet's key in the address, its title, and its values with their labels."""

    key: str
    title: str
    fixed: dict[str, str] | None

    @property
    def labels(self) -> dict[str, str]:
        """The words for each value; those of the tiers are what the agency calls them now, the strongest first."""
        return dict(reversed(tier_choices())) if self.fixed is None else self.fixed


FACET_WORDS = (
    FacetWords("standing", "Approval", {IN_FORCE: "Listed now", **dict(LapseKind.choices)}),
    FacetWords("tier", "Tier", None),
    FacetWords("subject", "Subject", dict(Subject.choices)),
    FacetWords("grade", "Grade band", dict(GradeBand.choices)),
    FacetWords("service", "Service", dict(Service.choices)),
    FacetWords("delivery", "How it is taught", dict(Delivery.choices)),
    FacetWords("locale", "Where it was studied or used", dict(Locale.choices)),
    FacetWords("price", "Price a student", BAND_LABELS),
)
BY_KEY = {words.key: words for words in FACET_WORDS}
