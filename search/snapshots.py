"""This process's copy of the catalogue's bitmaps, brought up to the database's edition before each search."""

import sys
import threading
from collections.abc import Iterable

from search import lexicon
from search.bitmaps import Period, Row, Snapshot
from search.models import CatalogEntry, CatalogLapse, CatalogPeriod

_Periods = dict[int, list[Period]]

_lock = threading.Lock()
_held: Snapshot | None = None

_COLUMNS = (
    "pk",
    "number",
    "is_listed",
    "name",
    "filed",
    "effect_g",
    "price_low_cents",
    "designated_until",
    "is_illustrative",
    "completeness",
)


def current() -> Snapshot:
    """The bitmaps of the newest edition. One short query where nothing changed; then only what changed is read."""
    global _held
    newest = lexicon.newest_edition()
    held = _held
    if held is not None and (held.edition, held.stamp) == newest:
        return held
    with _lock:
        if _held is not None and lexicon.is_known(_held.edition, _held.stamp):
            changed = CatalogEntry.objects.filter(edition__gt=_held.edition)
            _held = _advance(_held, newest, changed)
        else:
            _held = _advance(Snapshot(0, ""), newest, CatalogEntry.objects.all())
        return _held


def forget() -> None:
    """Drop what this process holds; the next search reads everything."""
    global _held
    _held = None


def _advance(held: Snapshot, newest: tuple[int, str], changed: Iterable[CatalogEntry]) -> Snapshot:
    edition, stamp = newest
    listed, gone = [], []
    entries = list(changed.values_list(*_COLUMNS))
    entry_ids = [entry[0] for entry in entries]
    periods = _periods_of(CatalogPeriod, "tier", entry_ids)
    lapses = _periods_of(CatalogLapse, "kind", entry_ids)
    for entry in entries:
        (listed if entry[2] else gone).append(entry)
    following = held.with_rows(
        edition=edition,
        stamp=stamp,
        gone=[entry[1] for entry in gone],
        changed=[_row(entry, periods.get(entry[0], ()), lapses.get(entry[0], ())) for entry in listed],
    )
    words = lexicon.current(newest)
    following.vocabulary, following.synonyms = words.vocabulary, words.synonyms
    return following


def _row(entry: tuple, periods: Iterable[Period], lapses: Iterable[Period]) -> Row:
    (
        _,
        number,
        _,
        name,
        filed,
        effect,
        price,
        until,
        listing,
        completeness,
    ) = entry
    return Row(
        number=number,
        name=name,
        periods=tuple(periods),
        lapses=tuple(lapses),
        effect=effect,
        price=price,
        until=until,
        is_approved=not listing,
        completeness=completeness,
        filed=tuple(map(sys.intern, filed)),
    )


def _periods_of(model: type[CatalogPeriod] | type[CatalogLapse], name: str, entry_ids: list[int]) -> _Periods:
    """The rows of each entry by its id, named by that column, oldest first."""
    rows = model.objects.order_by("starts_at")
    if len(entry_ids) < 500:
        rows = rows.filter(entry_id__in=entry_ids)
    found: _Periods = {}
    for entry_id, named, starts_at, ends_at in rows.values_list("entry_id", name, "starts_at", "ends_at"):
        found.setdefault(entry_id, []).append(Period(named, starts_at, ends_at))
    return found
