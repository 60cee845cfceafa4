"""This process's copy of the catalogue's words and synonyms, at the newest edition of the database."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from search.models import CatalogEdition, CatalogWord, SynonymGroup
from search.spelling import Vocabulary
from search.stemming import Stems
from search.synonyms import index_of

Edition = tuple[int, str]
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What a question is read with, at one edition."""

    edition: int
    stamp: str
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    synonyms: Mapping[Stems, tuple[Stems, ...]] = field(default_factory=dict)


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
