"""This process's copy of the catalogue's words and synonyms, at the newest edition of the database."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max, Min, Q

from search.models import CatalogEdition, CatalogLapse, CatalogPeriod, CatalogWord, SynonymGroup
from search.spelling import Vocabulary
from search.stemming import Stems
from search.synonyms import index_of

Edition = tuple[int, str]
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one instant to another (exclusive) nothing comes into force or goes out of it; None: no such instant."""

    starts_at: datetime | None
    ends_at: datetime | None

    def covers(self, at: datetime) -> bool:
        return (self.starts_at is None or self.starts_at <= at) and (self.ends_at is None or at < self.ends_at)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a question is read with, at one edition."""

    edition: int
    stamp: str
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    synonyms: Mapping[Stems, tuple[Stems, ...]] = field(default_factory=dict)
    _stretches: list[Stretch] = field(default_factory=list)

    def standing_since(self, at: datetime) -> datetime:
        """The last instant before `at` at which anything came into force or went out of it: what is true then is true
        at `at`, and an engine that was asked of that instant before knows the answer."""
        stretch = next((one for one in self._stretches if one.covers(at)), None)
        if stretch is None:
            stretch = _stretch_at(at)
            self._stretches[:] = [stretch, *self._stretches[:7]]
        return stretch.starts_at or at


_held = _EMPTY = Lexicon(0, "")


def newest_edition() -> Edition:
    """The database's last edition and its stamp."""
    return CatalogEdition.objects.order_by("-pk").values_list("pk", "stamp").first() or (0, "")


def is_known(edition: int, stamp: str) -> bool:
    """Whether the database still knows an edition: false after a rollback, a restore or a rebuild."""
    return edition == 0 or CatalogEdition.objects.filter(pk=edition, stamp=stamp).exists()


def current(newest: Edition | None = None) -> Lexicon:
    """The words at the newest edition. Where nothing changed it costs nothing, else only what changed is read."""
    global _held
    newest = newest or newest_edition()
    if (_held.edition, _held.stamp) == newest:
        return _held
    with _lock:
        before = _held if is_known(_held.edition, _held.stamp) else _EMPTY
        words = CatalogWord.objects.filter(edition__gt=before.edition).values_list("word", "entries")
        _held = Lexicon(
            *newest,
            vocabulary=before.vocabulary.with_counts(dict(words)),
            synonyms=index_of(SynonymGroup.objects.values_list("words", flat=True)),
        )
        return _held


def _stretch_at(at: datetime) -> Stretch:
    before, after = [], []
    for model in (CatalogPeriod, CatalogLapse):
        found = model.objects.aggregate(
            started=Max("starts_at", filter=Q(starts_at__lte=at)),
            ended=Max("ends_at", filter=Q(ends_at__lte=at)),
            starting=Min("starts_at", filter=Q(starts_at__gt=at)),
            ending=Min("ends_at", filter=Q(ends_at__gt=at)),
        )
        before += [found["started"], found["ended"]]
        after += [found["starting"], found["ending"]]
    known = [one for one in before if one], [one for one in after if one]
    return Stretch(max(known[0], default=None), min(known[1], default=None))
