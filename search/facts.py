"""What the catalogue says of one learning model, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TierPeriod:
    """A tier from an instant to another (exclusive), or without end. While it runs, `shown_until` is its public end."""

    tier: str
    starts_at: datetime
    ends_at: datetime | None = None
    shown_until: datetime | None = None

    @property
    def public_end(self) -> datetime | None:
        """The end that may be shown while it runs."""
        return self.shown_until or self.ends_at


@dataclass(frozen=True, slots=True)
class Lapse:
    """A stretch after an approval began in which it does not count: expired, suspended or revoked. None: no end."""

    kind: str
    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFacts:
    """Everything that an entry holds, gathered from the slices that own it.

    `version_number` is of the version that stands in public: without one there is no page, so no entry. `filed`
    is, by facet, what it is filed under besides the lists here.
    """

    model_id: int
    name: str
    slug: str
    provider_name: str
    provider_slug: str
    computed_tier: str
    version_number: int
    is_illustrative: bool = False
    summary: str = ""
    evidence_line: str = ""
    other_text: str = ""
    periods: tuple[TierPeriod, ...] = ()
    lapses: tuple[Lapse, ...] = ()
    standing: TierPeriod | None = None
    subjects: tuple[str, ...] = ()
    grade_bands: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    delivery: tuple[str, ...] = ()
    locales: tuple[str, ...] = ()
    filed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    price_unit: str = ""
    price_low_cents: int | None = None
    price_high_cents: int | None = None
    price_note: str = ""
    effect_g: float | None = None
    effect_low: float | None = None
    effect_high: float | None = None


DESCRIBING = ("summary", "subjects", "grade_bands", "services", "delivery", "locales", "evidence_line")


def completeness_of(facts: EntryFacts) -> float:
    """The share of what a buyer asks first that is on record: the facts above and a price; 0 to 1."""
    has_price = facts.price_low_cents is not None or facts.price_high_cents is not None
    known = sum(bool(getattr(facts, name)) for name in DESCRIBING) + has_price
    return round(known / (len(DESCRIBING) + 1), 3)
