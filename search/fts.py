"""Full text of the catalogue in the database: a virtual table on SQLite, vectors of lexemes on PostgreSQL.

Both hold stems made here, so that both find the same. A name and its words count most, then what sums the model up,
then the evidence, then the rest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
from django.db import connection as default_connection

from search.stemming import Stems
from search.words import stems_in, words_in

TABLE = "search_catalog_stems"
FIELDS = ("name", "summary", "evidence", "rest")
TERMS_A_STATEMENT = 100

_SQLITE = (
    "DROP TABLE IF EXISTS search_catalog_text",
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5({', '.join(FIELDS)}, tokenize = 'unicode61')",
)
_POSTGRESQL = (
    "DROP TABLE IF EXISTS search_catalog_text",
    f"CREATE TABLE IF NOT EXISTS {TABLE} (number integer PRIMARY KEY, "
    f"{', '.join(f'{name} tsvector NOT NULL' for name in FIELDS)})",
    *(f"CREATE INDEX IF NOT EXISTS {TABLE}_{name} ON {TABLE} USING gin ({name})" for name in FIELDS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The words of one entry, by how much they count. `keys` are words made for finding: a name as one, grades."""

    number: int
    name: str
    summary: str
    evidence: str
    rest: str
    name_key: str = ""
    summary_keys: tuple[str, ...] = ()

    @property
    def words(self) -> set[str]:
        """What the text uses, as it is written."""
        return {word for part in FIELDS for word in words_in(getattr(self, part)) if not word.isdigit()}

    def stems(self) -> list[list[str]]:
        """The stems of each field in order."""
        keys = {"name": [self.name_key], "summary": list(self.summary_keys)}
        return [[*stems_in(getattr(self, part)), *keys.get(part, ())] for part in FIELDS]


def install(connection: Any) -> None:
    """Make the table where it is not there yet; safe to call again."""
    with connection.cursor() as cursor:
        for statement in _SQLITE if connection.vendor == "sqlite" else _POSTGRESQL:
            cursor.execute(statement)


def uninstall(connection: Any) -> None:
    """Drop the table."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {TABLE}")


def write(texts: Iterable[Text]) -> None:
    """Put these texts in place of what their numbers held."""
    texts = list(texts)
    remove(text.number for text in texts)
    is_sqlite = default_connection.vendor == "sqlite"
    written = " ".join if is_sqlite else _vector
    values = "%s" if is_sqlite else "%s::tsvector"
    with default_connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {TABLE} ({_key()}, {', '.join(FIELDS)}) VALUES (%s{f', {values}' * len(FIELDS)})",
            [(text.number, *map(written, text.stems())) for text in texts],
        )


def remove(numbers: Iterable[int]) -> None:
    """Forget the texts of these numbers."""
    with default_connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE {_key()} = %s", [(number,) for number in numbers])


def clear() -> None:
    """Forget every text."""
    with default_connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


def holders(terms: Iterable[Stems]) -> dict[Stems, dict[str, np.ndarray]]:
    """For each term, a word or a phrase in stems, the numbers whose fields hold it. A hundred terms are one query."""
    pending, found = iter(terms), {}
    while some := list(islice(pending, TERMS_A_STATEMENT)):
        found |= {term: {} for term in some}
        search = _holders_sqlite if default_connection.vendor == "sqlite" else _holders_postgresql
        for place, field, numbers in search(some):
            if numbers:
                found[some[place]][field] = np.fromstring(numbers, dtype=np.int64, sep=",")
    return found


def _holders_sqlite(terms: Sequence[Stems]) -> list[tuple]:
    asked = [(place, field, f'{field} : "{" ".join(term)}"') for place, term in enumerate(terms) for field in FIELDS]
    one = f"SELECT %s, %s, (SELECT group_concat(rowid) FROM {TABLE} WHERE {TABLE} MATCH %s)"
    with default_connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(asked)), [value for row in asked for value in row])
        return cursor.fetchall()


def _holders_postgresql(terms: Sequence[Stems]) -> list[tuple]:
    asked = [" <-> ".join(f"'{part}'" for part in term) for term in terms]
    one = (
        f"SELECT asked.place - 1, '{{0}}', string_agg({TABLE}.number::text, ',') "
        f"FROM asked JOIN {TABLE} ON {TABLE}.{{0}} @@ asked.term GROUP BY asked.place"
    )
    statement = " UNION ALL ".join(one.format(field) for field in FIELDS)
    with default_connection.cursor() as cursor:
        cursor.execute(
            "WITH asked AS (SELECT term::tsquery AS term, place FROM unnest(%s::text[]) WITH ORDINALITY AS "
            f"given (term, place)) {statement}",
            [asked],
        )
        return cursor.fetchall()


def _key() -> str:
    return "rowid" if default_connection.vendor == "sqlite" else "number"


def _vector(stems: Sequence[str]) -> str:
    """Stems as PostgreSQL writes a vector; it keeps no position beyond 16,383."""
    places: dict[str, list[str]] = {}
    for place, one in enumerate(stems, start=1):
        if one:
            places.setdefault(one, []).append(str(min(place, 16_383)))
    return " ".join(f"'{one}':{','.join(held[:255])}" for one, held in places.items())
