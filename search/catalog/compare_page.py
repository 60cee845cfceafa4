"""What the page of a comparison shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from marketplace.clocks.words import count_words
from marketplace.components.marks import people
from search.catalog.compare_effects import outcomes_among
from search.catalog.compare_plot import Effect, Outcome, drawings
from search.catalog.compare_reading import Chosen, hits_of, records_of
from search.catalog.compare_rows import SideBySide, side_by_side
from search.catalog.compare_sheets import address_of, sheet_of
from search.catalog.compare_state import ALL, MARKED, MOST_MODELS, MOST_READ, ONLY, Asked, CompareState, shown_slug
from search.catalog.compare_topics import TOPICS
from search.catalog.display import Hit, Link, hit_of
from search.catalog.facets import BY_KEY
from search.catalog.queries import in_order
from search.engine import Query
from search.engines import engine

NUMBER_WORDS = ("no", "one", "two", "three", "four")
MOST_OFFERED = 8
MOST_DRAWN = 6
SWITCHES = ((ALL, "All rows"), (MARKED, "Mark differences"), (ONLY, "Only differences"))


@dataclass(frozen=True, slots=True)
class Column:
    """A model of the comparison with where its links lead; `left` and `right` are empty at the edges."""

    hit: Hit
    url: str
    without: str
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Offer:
    """A model that was looked for: the address with it, empty where it is among the columns already."""

    hit: Hit
    url: str


@dataclass(frozen=True, slots=True)
class EffectsShown:
    """The drawing of the effects that most models have, and the table of all."""

    svg: SafeString
    title: str
    outcomes: tuple[Outcome, ...]
    columns: tuple[Column, ...]
    drawn: int
    is_reviewed: bool

    @property
    def rows(self) -> list[tuple[Outcome, list[tuple[Column, Effect | None]]]]:
        """Each outcome with the effect that each model has on it."""
        return [(one, list(zip(self.columns, one.effects, strict=True))) for one in self.outcomes]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """Columns, rows, effects, what was left out and what was looked for."""

    state: CompareState
    title: str
    lede: str
    columns: tuple[Column, ...]
    table: SideBySide
    effects: EffectsShown | None
    beyond: tuple[Link, ...]
    unknown: tuple[str, ...]
    repeated: int
    unread: int
    switches: tuple[tuple[Link, bool], ...]
    is_looking: bool
    offers: tuple[Offer, ...]

    @property
    def is_full(self) -> bool:
        return len(self.columns) == MOST_MODELS

    @property
    def is_marking(self) -> bool:
        return self.state.differences != ALL

    @property
    def spans(self) -> int:
        """How many columns the table has, its first one included."""
        return len(self.columns) + 1

    @property
    def back_url(self) -> str:
        """The comparison again, nothing looked for."""
        return self.state.address(words="")

    @property
    def all_rows_url(self) -> str:
        return self.state.address(differences=ALL, words="")

    @property
    def whole_url(self) -> str:
        """The comparison's address as it is written on paper."""
        return f"{settings.SITE_URL}{reverse('catalog:compare')}{self.state.address(differences=ALL, words='')}"

    @property
    def most_read(self) -> int:
        return MOST_READ

    @property
    def csv_url(self) -> str:
        return f"{self.state.address(words='')}&export=csv"

    @property
    def xlsx_url(self) -> str:
        return f"{self.state.address(words='')}&export=xlsx"


def page_of_comparison(chosen: Chosen, asked: Asked, state: CompareState, at: datetime) -> ComparePage:
    """Everything the page shows at an instant. `state` holds the chosen models alone."""
    is_looking = is_looking_for_more(state)
    records = [] if is_looking else records_of(chosen.entries, at)
    hits = hits_of(chosen.entries, at) if is_looking else [record.hit for record in records]
    sheets = [sheet_of(record) for record in records]
    table = side_by_side(TOPICS, sheets, only_differing=state.differences == ONLY and len(records) > 1)
    columns = tuple(_column(hit, state) for hit in hits)
    outcomes = outcomes_among(records)
    is_reviewed = any(item.study.is_reviewed for record in records for item in record.assessment.findings)
    count = len(columns)
    return ComparePage(
        state=state,
        title=f"Compare {NUMBER_WORDS[count]} models" if count > 1 else "Compare models",
        lede=_lede(table, outcomes, count) if len(records) > 1 else "",
        columns=columns,
        table=table,
        effects=_effects(columns, outcomes, is_reviewed) if outcomes else None,
        beyond=tuple(Link(entry.name, address_of(entry)) for entry in chosen.beyond),
        unknown=tuple(shown_slug(slug) for slug in chosen.unknown),
        repeated=asked.repeated,
        unread=asked.unread,
        switches=_switches(state),
        is_looking=is_looking,
        offers=_offers(state, at) if is_looking else (),
    )


def is_looking_for_more(state: CompareState) -> bool:
    """Whether a further model is looked for: until one is chosen the page lists models and no rows."""
    return bool(state.words) and len(state.slugs) < MOST_MODELS


def _column(hit: Hit, state: CompareState) -> Column:
    slug = hit.entry.model.slug
    return Column(hit, address_of(hit.entry), state.without(slug), state.moved(slug, -1), state.moved(slug, 1))


def _effects(columns: tuple[Column, ...], outcomes: tuple[Outcome, ...], is_reviewed: bool) -> EffectsShown:
    names = [column.hit.entry.name for column in columns]
    title = f"Effects of {people(names)} on one scale"
    drawn = outcomes[:MOST_DRAWN]
    return EffectsShown(
        mark_safe(drawings("compare", title, names, drawn)), title, outcomes, columns, len(drawn), is_reviewed
    )


def _lede(table: SideBySide, outcomes: Sequence[Outcome], count: int) -> str:
    """How much differs, and what can be set side by side at all."""
    whole = "both" if count == 2 else f"all {NUMBER_WORDS[count]}"
    rows = count_words(table.shared, "row")
    how = {0: "agree in all of them", table.shared: "differ in all of them"}
    differing = how.get(table.differing, f"differ in {table.differing}")
    differ = f"{whole.capitalize()} have {rows} on record and {differing}."
    if not outcomes:
        return f"{differ} None has a study on record that compares students with and without it."
    first = outcomes[0]
    about = first.title[:1].lower() + first.title[1:]
    if first.measured == 1:
        return f"{differ} No outcome was measured for more than one of them."
    who = whole.capitalize() if first.measured == count else f"{NUMBER_WORDS[first.measured].capitalize()} of them"
    return f"{differ} {who} have a measured effect on {about}."


def _switches(state: CompareState) -> tuple[tuple[Link, bool], ...]:
    return tuple(
        (Link(words, state.address(differences=key, words="")), key == state.differences) for key, words in SWITCHES
    )


def _offers(state: CompareState, at: datetime) -> tuple[Offer, ...]:
    """What the engine finds for the words, models that are not approved any more among them."""
    standing = tuple(BY_KEY["standing"].labels)
    found = engine().search(Query(at=at, words=state.words, chosen={"standing": standing}, limit=MOST_OFFERED))
    return tuple(
        Offer(hit_of(entry, at), "" if entry.slug in state.slugs else state.including(entry.slug))
        for entry in in_order(found.numbers)
    )
