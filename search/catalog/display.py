"""A search as its page shows it: facets with counts, chips, cards, paging, each with its address."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from django.utils import timezone

from marketplace.components.marks import money
from marketplace.products.vocabulary import PriceUnit
from search.bitmaps import Period, Shown, shown_at
from search.catalog.circles import CIRCLE_LABELS
from search.catalog.facets import BY_KEY, FACET_WORDS, FacetWords
from search.catalog.glyphs import Glyph, glyph_of
from search.catalog.parameters import ENTRIES_A_PAGE, SearchState
from search.engine import IN_FORCE, Facet, Results
from search.facets import NOT_ON_RECORD
from search.language import without_exclusions, without_quotes
from search.models import CatalogEntry, CatalogLapse, CatalogPeriod

MOST_VALUES_OFFERED = 3
MOST_VALUES_UNFOLDED, VALUES_UNFOLDED = 10, 6


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet."""

    value: str
    label: str
    count: int
    is_on: bool
    element_id: str

    @property
    def counted(self) -> str:
        return f"{self.count:,}"


@dataclass(frozen=True, slots=True)
class FacetShown:
    """A facet with the values that any model has."""

    key: str
    title: str
    choices: tuple[Choice, ...]
    group: str = ""

    @property
    def on_count(self) -> int:
        return sum(choice.is_on for choice in self.choices)

    @property
    def is_long(self) -> bool:
        return len(self.choices) > MOST_VALUES_UNFOLDED

    @property
    def first(self) -> tuple[Choice, ...]:
        """What is shown unfolded: everything, or of a long facet what is on and what most models have."""
        if not self.is_long:
            return self.choices
        common = sorted(self.choices, key=lambda choice: (not choice.is_on, -choice.count))
        kept = {choice.value for choice in common[: max(VALUES_UNFOLDED, self.on_count)]}
        return tuple(choice for choice in self.choices if choice.value in kept)

    @property
    def rest(self) -> tuple[Choice, ...]:
        """The others, in the same order."""
        first = {choice.value for choice in self.first}
        return tuple(choice for choice in self.choices if choice.value not in first)


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """Facets under one title, folded unless something in them is on; those without a title are always open."""

    title: str
    facets: tuple[FacetShown, ...]

    @property
    def on_count(self) -> int:
        return sum(facet.on_count for facet in self.facets)


@dataclass(frozen=True, slots=True)
class Link:
    """Words and where they lead."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One model among the results."""

    entry: CatalogEntry
    tier: str
    last_day: date | None
    price: str
    effect: str
    glyph: Glyph | None
    lapse: CatalogLapse | None = None


@dataclass(frozen=True, slots=True)
class Paging:
    """Which of how many are shown, and the pages before and after."""

    words: str
    previous: Link | None
    following: Link | None


def facets_shown(results: Results) -> tuple[FacetShown, ...]:
    """Every facet in the order of the page; a value that no model in the catalogue has is left out."""
    found = {facet.key: facet for facet in results.facets}
    shown = []
    for words in FACET_WORDS:
        facet = found.get(words.key)
        if facet is None:
            continue
        choices = tuple(
            Choice(value, label, facet.counts.get(value, 0), value in facet.chosen, f"count-{words.key}-{value}")
            for value, label in words.labels.items()
            if value in facet.counts or value in facet.chosen
        )
        if choices and not _is_needless(facet):
            shown.append(FacetShown(words.key, words.title, choices, words.group))
    return tuple(shown)


def in_groups(facets: Iterable[FacetShown]) -> tuple[FacetGroup, ...]:
    """Facets in their groups, as they follow each other."""
    grouped = groupby(facets, key=lambda facet: facet.group)
    return tuple(FacetGroup(title, tuple(held)) for title, held in grouped)


def _is_needless(facet: Facet) -> bool:
    """Whether there is nothing to choose but what stands without choosing, or that nothing is on record."""
    if facet.chosen:
        return False
    if facet.key in CIRCLE_LABELS:
        return not any(facet.counts.values())
    return set(facet.counts) <= {IN_FORCE, NOT_ON_RECORD}


def chips(state: SearchState) -> tuple[Link, ...]:
    """What is on, each with the address of the search without it."""
    return tuple(
        Link(_chip(BY_KEY[key], value), state.without(key, value))
        for key, values in state.chosen.items()
        for value in values
    )


def _chip(words: FacetWords, value: str) -> str:
    """The words of a value; with the title of its facet where they do not speak for themselves."""
    label = words.labels[value]
    return f"{words.title}: {label[:1].lower()}{label[1:]}" if words.group or value == NOT_ON_RECORD else label


def what_to_drop(state: SearchState, results: Results) -> tuple[Link, ...]:
    """For a search that found nothing: each single thing to drop that would leave something, most first."""
    return tuple(
        Link(f"{words}: {_models(one.total)}", url)
        for one in results.relaxations
        for words, url in [_dropped(state, one.drop)]
    )


def _dropped(state: SearchState, drop: str) -> tuple[str, str]:
    if drop == "words":
        words = without_quotes(state.words)[:60]
        return f"Drop the words “{words}”", state.address(words="")
    if drop == "standing" and "standing" not in state.chosen:
        chosen = {**state.chosen, "standing": tuple(BY_KEY["standing"].labels)}
        return "Look also at models that are not approved now", state.address(chosen=chosen)
    if drop == "quotes":
        return "Look for the words anywhere, not side by side", state.address(words=without_quotes(state.words))
    if drop == "exclusions":
        return "Leave nothing out", state.address(words=without_exclusions(state.words))
    words = BY_KEY[drop]
    names = " or ".join(words.labels[value] for value in state.chosen[drop])
    chosen = {key: values for key, values in state.chosen.items() if key != drop}
    return f"Drop {words.title.lower()} “{names}”", state.address(chosen=chosen)


def values_that_help(state: SearchState, results: Results) -> tuple[Link, ...]:
    """For a search that found nothing: other values of the filters that are on which would find something."""
    links = []
    for facet in results.facets:
        if not facet.chosen:
            continue
        others = ((count, value) for value, count in facet.counts.items() if count and value not in facet.chosen)
        for count, value in sorted(others, reverse=True)[:MOST_VALUES_OFFERED]:
            words = BY_KEY[facet.key]
            url = state.address(chosen={**state.chosen, facet.key: (value,)})
            links.append(Link(f"{words.title} “{words.labels[value]}” instead: {_models(count)}", url))
    return tuple(links)


def _models(count: int) -> str:
    return f"{count:,} model{'' if count == 1 else 's'}"


def hit_of(entry: CatalogEntry, at: datetime) -> Hit:
    """An entry as a result shows it at an instant. Its periods are expected to be loaded."""
    period = period_at(entry, at)
    lapse = None if period else lapse_at(entry, at)
    tier = period.tier if period else entry.designated_tier or entry.computed_tier
    return hit_in(entry, tier, period.public_end if period else None, lapse)


def hit_in(entry: CatalogEntry, tier: str, ends_at: datetime | None, lapse: CatalogLapse | None = None) -> Hit:
    """An entry in a known tier, with the end of its period where it has one, or with why it is not approved."""
    return Hit(
        entry=entry,
        tier=tier,
        last_day=last_day_of(ends_at) if ends_at else None,
        price=price_words(entry),
        effect=effect_words(entry),
        glyph=glyph_of(entry.effect_g, entry.effect_low, entry.effect_high),
        lapse=lapse,
    )


def period_at(entry: CatalogEntry, at: datetime) -> CatalogPeriod | None:
    """The period, of an approval or of a listing from research, that covers an instant."""
    return next((one for one in entry.periods.all() if _covers(one, at)), None)


def lapse_at(entry: CatalogEntry, at: datetime) -> CatalogLapse | None:
    """Why an entry is not approved at an instant, where it was once."""
    return next((one for one in entry.lapses.all() if _covers(one, at)), None)


def shown_of(entry: CatalogEntry, at: datetime) -> Shown | None:
    """How an entry stands at an instant by its periods and lapses, which are expected to be loaded."""
    periods = [Period(one.tier, one.starts_at, one.ends_at) for one in entry.periods.all()]
    lapses = [Period(one.kind, one.starts_at, one.ends_at) for one in entry.lapses.all()]
    return shown_at(periods, lapses, at)


def _covers(period: CatalogPeriod | CatalogLapse, at: datetime) -> bool:
    return period.starts_at <= at and (period.ends_at is None or at < period.ends_at)


def last_day_of(end: datetime) -> date:
    """The last day of a period whose end is exclusive, in the agency's zone."""
    return timezone.localtime(end - timedelta(microseconds=1)).date()


def price_words(entry: CatalogEntry) -> str:
    """Such as $180 to $240 a student, each year; empty where no price is on record."""
    low, high = entry.price_low_cents, entry.price_high_cents
    if low is None and high is None:
        return ""
    low = high if low is None else low
    high = low if high is None else high
    amount = money(low) if low == high else f"{money(low)} to {money(high)}"
    unit = PriceUnit(entry.price_unit).label if entry.price_unit in PriceUnit.values else ""
    return f"{amount} {unit}".strip()


def effect_words(entry: CatalogEntry) -> str:
    """Such as 0.55 (0.34 to 0.76), with true minus signs; empty where nothing is measured."""
    if entry.effect_g is None:
        return ""
    words = f"{entry.effect_g:.2f}"
    if entry.effect_low is not None:
        words += f" ({entry.effect_low:.2f} to {entry.effect_high:.2f})"
    return words.replace("-", "−")


def paging(state: SearchState, total: int) -> Paging | None:
    """None where everything fits on one page, and beyond the last page."""
    first = (state.page - 1) * ENTRIES_A_PAGE + 1
    if total <= ENTRIES_A_PAGE or first > total:
        return None
    last = min(first + ENTRIES_A_PAGE - 1, total)
    previous = following = None
    if state.page > 1:
        previous = Link(f"Previous, {first - ENTRIES_A_PAGE:,} to {first - 1:,}", state.address(page=state.page - 1))
    if last < total:
        end = min(last + ENTRIES_A_PAGE, total)
        following = Link(f"Next, {last + 1:,} to {end:,}", state.address(page=state.page + 1))
    return Paging(f"Models {first:,} to {last:,} of {total:,}.", previous, following)


def sort_links(state: SearchState) -> dict[str, tuple[str, str]]:
    """For each column that sorts: its address (again: the other way) and its `aria-sort`."""
    links = {}
    for sort, starts_descending in (
        ("name", False),
        ("tier", True),
        ("effect", True),
        ("price", False),
        ("until", False),
    ):
        is_current = state.sort == sort
        descending = not state.is_descending if is_current else starts_descending
        order = ("descending" if state.is_descending else "ascending") if is_current else "none"
        links[sort] = (state.address(sort=sort, is_descending=descending), order)
    return links
