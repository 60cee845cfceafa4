"""What a model's page tells machines in the terms of schema.org: only what is on record, nothing guessed.

It stands on the page as microdata: search engines read it there, where no script runs, while they don't follow a link
to a file of JSON-LD, and the content-security policy allows no script within a page.
"""

from dataclasses import dataclass

from marketplace.lifecycles.typed import dollars_typed
from marketplace.products.models import LearningModel, ModelVersion

CURRENCY = "USD"


@dataclass(frozen=True, slots=True)
class SchemaFacts:
    """A LearningResource. Prices are in dollars as text; empty where it cannot be ordered or no price is on record."""

    about: tuple[str, ...]
    levels: tuple[str, ...]
    provider: str
    low: str
    high: str
    unit: str
    currency: str = CURRENCY


def schema_of(model: LearningModel, version: ModelVersion, *, is_offered: bool) -> SchemaFacts:
    """The facts of a model and the version that stands in public."""
    low, high = version.price_low_cents, version.price_high_cents
    is_priced = is_offered and low is not None
    return SchemaFacts(
        about=tuple(version.labels_of("subjects")),
        levels=tuple(version.labels_of("grade_bands")),
        provider=model.provider.name if model.provider_id else model.provider_name,
        low=dollars_typed(low) if is_priced else "",
        high=dollars_typed(low if high is None else high) if is_priced else "",
        unit=version.get_price_unit_display() if is_priced else "",
    )
