"""Keeping count of the words that the catalogue uses, so that slips and beginnings can be understood."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection

from search.models import CatalogWord

_ADD = (
    "INSERT INTO {table} (word, entries, edition) VALUES (%s, %s, %s) "
    "ON CONFLICT (word) DO UPDATE SET entries = {table}.entries + excluded.entries, edition = excluded.edition"
)


def count_change(*, before: Iterable[set[str]], after: Iterable[set[str]], edition: int) -> None:
    """Take in that these entries used other words before than after; each entry counts a word once."""
    change = Counter(word for words in after for word in words)
    change.subtract(word for words in before for word in words)
    _add(change, edition)


def recount(uses: Iterable[set[str]], edition: int) -> None:
    """Count everything anew. A word that is gone stays at none, so that running processes hear of it."""
    counts = Counter(word for words in uses for word in words)
    CatalogWord.objects.update(entries=0, edition=edition)
    _add(counts, edition)


def _add(change: Counter[str], edition: int) -> None:
    rows = sorted((word, count, edition) for word, count in change.items() if count)
    with connection.cursor() as cursor:
        cursor.executemany(_ADD.format(table=CatalogWord._meta.db_table), rows)
