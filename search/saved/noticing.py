"""Noticing what became new in the saved searches: only what changed is looked at, all searches at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from pyroaring import BitMap

from marketplace.lifecycles.services import service
from search import database, fts, lexicon, snapshots
from search.bitmaps import Snapshot
from search.catalog.display import shown_of
from search.engine import Query
from search.indexing import text_of
from search.language import Question, read_question
from search.models import CatalogEntry
from search.saved import asking, queries, signals
from search.saved.addresses import state_of
from search.saved.models import NewsKind, NoticedStanding, NoticedUntil, SavedSearch, SearchNews
from search.saved.standing import Change, Standing, changes_between

ROWS_A_STATEMENT = 500


@dataclass
class Watched:
    """A saved search while changes are looked at. `asked` is none where it has no words."""

    search: SavedSearch
    query: Query
    asked: Question | None
    kept: BitMap
    is_wider: bool = False


@dataclass
class Looked:
    """The entries of one batch: their texts, read once, and what changed in their standing."""

    snapshot: Snapshot
    entries: dict[int, CatalogEntry]
    changes: dict[int, list[Change]]
    tiers: dict[int, str]
    _texts: dict[int, asking.Held] = field(default_factory=dict)

    def text(self, number: int) -> asking.Held:
        """The text of an entry, by stems."""
        if number not in self._texts:
            self._texts[number] = asking.held_by(text_of(self.entries[number]).stems())
        return self._texts[number]


@service
def notice_changes(*, at: datetime) -> int:
    """Write down what became new in each kept search since the last time; gives how many news that were.

    News is that a model matches (every filter, every word) which the search did not hold before, and that one it
    holds changed its standing. Nothing counts that is not public at `at`, or was so before the search was saved. Twice
    is once: how far it came is kept in one row, locked meanwhile.
    """
    mark = NoticedUntil.objects.select_for_update().filter(pk=1).first()
    if mark is None:
        return 0
    edition, since, until = lexicon.newest_edition()[0], mark.at, max(at, mark.at)
    searches = list(queries.kept_searches())
    count = _notice(searches, mark.edition, since, until) if searches else _forget()
    mark.edition, mark.at = edition, until
    mark.save()
    if count:
        signals.news_noticed.send(sender=SearchNews, at=until)
    return count


@service
def begin_noticing(*, at: datetime) -> None:
    """Notice everything up to now, and from now on: a search that is saved next has news only of what comes after."""
    begun = {"edition": lexicon.newest_edition()[0], "at": at}
    NoticedUntil.objects.get_or_create(pk=1, defaults=begun)
    notice_changes(at=at)


@service
def remember_standings(*, search: SavedSearch, at: datetime) -> None:
    """Note how the models that a new search holds stand, so that a later change of the record itself shows."""
    for entries in queries.in_batches(queries.unnoticed(list(search.numbers))):
        _note([(entry, standing_at(entry, at)) for entry in entries])


def standing_at(entry: CatalogEntry, at: datetime) -> Standing | None:
    """How an entry stands at an instant by its periods and lapses, which are expected to be loaded."""
    shown = shown_of(entry, at)
    return Standing(shown.standing, shown.tier, entry.is_illustrative) if shown else None


def _notice(searches: list[SavedSearch], edition: int, since: datetime, until: datetime) -> int:
    watched: list[Watched] = []
    count = 0
    for entries in queries.changed_entries(edition=edition, since=since, until=until):
        watched = watched or _watched(searches, until)
        count += _look(entries, watched, since, until)
    _keep(watched)
    return count


def _forget() -> int:
    """While nobody keeps a search nothing is noted, so what was noted before would be out of date."""
    NoticedStanding.objects.all().delete()
    return 0


def _watched(searches: list[SavedSearch], at: datetime) -> list[Watched]:
    words = lexicon.current()
    found = []
    states = [state_of(search.address) for search in searches]
    for search, state in zip(searches, states, strict=True):
        query = state.query(at)
        asked = read_question(query.words, vocabulary=words.vocabulary, synonyms=words.synonyms)
        found.append(Watched(search, query, asked if asked.is_asking else None, search.numbers))
    doubtful = {term for each in found if each.asked for term in asking.doubtful_terms(each.asked)}
    held = {term for term, holders in fts.holders(doubtful).items() if holders}
    for each in found:
        each.asked = asking.settled(each.asked, held) if each.asked else None
    return found


def _look(entries: list[CatalogEntry], watched: list[Watched], since: datetime, until: datetime) -> int:
    looked, stands = Looked(snapshots.current(), {}, {}, {}), []
    for entry in entries:
        changes, after = _changes(entry, since, until)
        if after is None:
            continue
        looked.entries[entry.number], looked.tiers[entry.number] = entry, after.tier
        if changes:
            looked.changes[entry.number] = changes
        stands.append((entry, after))
    news = [row for each in watched for row in _news(each, looked, since, until)]
    SearchNews.objects.bulk_create(news, batch_size=ROWS_A_STATEMENT, ignore_conflicts=True)
    _note(stands)
    return len(news)


def _changes(entry: CatalogEntry, since: datetime, until: datetime) -> tuple[list[Change], Standing | None]:
    noted = getattr(entry, "noticed", None)
    before = Standing(noted.standing, noted.tier, noted.is_listing) if noted else standing_at(entry, since)
    spans = [*entry.periods.all(), *entry.lapses.all()]
    boundaries = [instant for span in spans for instant in (span.starts_at, span.ends_at) if instant]
    return changes_between(
        before, stands_at=lambda at: standing_at(entry, at), boundaries=boundaries, since=since, until=until
    )


def _news(watched: Watched, looked: Looked, since: datetime, until: datetime) -> Iterable[SearchNews]:
    saved_at = watched.search.created_at
    for number in watched.kept & BitMap(looked.changes):
        for change in looked.changes[number]:
            if change.happened_at > saved_at and (change.is_dated or saved_at <= since):
                yield _row(watched, looked.entries[number], change.kind, change, until)
    others = BitMap(looked.entries) - watched.kept
    matching = _matching(watched, looked, others) if others else ()
    for number in matching:
        watched.kept.add(number)
        watched.is_wider = True
        change = Change(NewsKind.MATCH, looked.tiers[number], "", until)
        yield _row(watched, looked.entries[number], NewsKind.MATCH, change, until)


def _matching(watched: Watched, looked: Looked, numbers: BitMap) -> list[int]:
    met, asked = database.met(watched.query, numbers, looked.snapshot), watched.asked
    return [number for number in met if asked is None or asking.holds_all(asked, looked.text(number))]


def _row(watched: Watched, entry: CatalogEntry, kind: str, change: Change, noticed_at: datetime) -> SearchNews:
    return SearchNews(
        search=watched.search,
        entry=entry,
        kind=kind,
        tier=change.tier,
        tier_before=change.tier_before,
        happened_at=change.happened_at,
        noticed_at=noticed_at,
    )


def _note(stands: list[tuple[CatalogEntry, Standing | None]]) -> None:
    rows = [
        NoticedStanding(entry=entry, standing=after.standing, tier=after.tier, is_listing=after.is_listing)
        for entry, after in stands
        if after
    ]
    NoticedStanding.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["standing", "tier", "is_listing"],
        batch_size=ROWS_A_STATEMENT,
    )


def _keep(watched: Iterable[Watched]) -> None:
    wider = [each for each in watched if each.is_wider]
    for each in wider:
        each.search.kept = each.kept.serialize()
    SavedSearch.objects.bulk_update([each.search for each in wider], ["kept"], batch_size=100)
