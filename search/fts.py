"""Full text of the catalogue in the database: a virtual table on SQLite, a document vector on PostgreSQL.

Name counts most, then summary, then evidence, then the rest; English words match by their stem.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection as default_connection

TABLE = "search_catalog_text"

_SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {TABLE} USING fts5("
    "name, summary, evidence, rest, tokenize = 'porter unicode61 remove_diacritics 2')",
)
_POSTGRESQL = (
    f"CREATE TABLE IF NOT EXISTS {TABLE} (number integer PRIMARY KEY, document tsvector NOT NULL)",
    f"CREATE INDEX IF NOT EXISTS {TABLE}_document ON {TABLE} USING gin (document)",
)
_SQLITE_WEIGHTS = "10.0, 4.0, 2.0, 1.0"
_POSTGRESQL_WEIGHTS = "{0.1, 0.2, 0.4, 1.0}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """The words of one entry, by how much they count."""

    number: int
    name: str
    summary: str
    evidence: str
    rest: str


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
    rows = [(text.number, text.name, text.summary, text.evidence, text.rest) for text in texts]
    remove(row[0] for row in rows)
    if default_connection.vendor == "sqlite":
        statement = f"INSERT INTO {TABLE} (rowid, name, summary, evidence, rest) VALUES (%s, %s, %s, %s, %s)"
    else:
        vectors = " || ".join(f"setweight(to_tsvector('english', %s), '{weight}')" for weight in "ABCD")
        statement = f"INSERT INTO {TABLE} (number, document) VALUES (%s, {vectors})"
    with default_connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def remove(numbers: Iterable[int]) -> None:
    """Forget the texts of these numbers."""
    key = "rowid" if default_connection.vendor == "sqlite" else "number"
    with default_connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {TABLE} WHERE {key} = %s", [(number,) for number in numbers])


def clear() -> None:
    """Forget every text."""
    with default_connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")


def ranks(words: tuple[str, ...], *, has_all: bool) -> dict[int, float]:
    """The numbers whose text holds all the words, or any of them, with a rank: the lower, the better."""
    if not words:
        return {}
    search = _ranks_sqlite if default_connection.vendor == "sqlite" else _ranks_postgresql
    return search(words, has_all)


def _ranks_sqlite(words: tuple[str, ...], has_all: bool) -> dict[int, float]:
    expression = (" AND " if has_all else " OR ").join('"' + word.replace('"', "") + '"' for word in words)
    with default_connection.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, bm25({TABLE}, {_SQLITE_WEIGHTS}) FROM {TABLE} WHERE {TABLE} MATCH %s", [expression]
        )
        return dict(cursor.fetchall())


def _ranks_postgresql(words: tuple[str, ...], has_all: bool) -> dict[int, float]:
    query = (" && " if has_all else " || ").join(["plainto_tsquery('english', %s)"] * len(words))
    with default_connection.cursor() as cursor:
        cursor.execute(
            f"SELECT number, -ts_rank('{_POSTGRESQL_WEIGHTS}', document, wanted) "
            f"FROM {TABLE}, (SELECT {query} AS wanted) AS asked WHERE document @@ wanted",
            list(words),
        )
        return dict(cursor.fetchall())
