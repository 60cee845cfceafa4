"""A comparison as CSV or XLSX: every row, what is not on record said so, and each model's address."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.http import HttpResponse

from marketplace.clocks.words import instant_words
from marketplace.listing.export import file_response
from search.catalog.compare_effects import outcomes_among
from search.catalog.compare_reading import records_of
from search.catalog.compare_rows import Value, row_of
from search.catalog.compare_sheets import address_of, sheet_of
from search.catalog.compare_topics import TOPICS
from search.models import CatalogEntry

MISSING = "not on record"
NOT_MEASURED = "not measured"


def file_of_comparison(entries: Sequence[CatalogEntry], at: datetime, *, kind: str) -> HttpResponse:
    """A column a model, a line a row; no cell can be taken for a formula. `kind` is csv or xlsx."""
    headers = ["Group", "Row", "Differs", *(entry.name for entry in entries)]
    return file_response(headers=headers, rows=list(_rows(entries, at)), filename="comparison", kind=kind)


def _rows(entries: Sequence[CatalogEntry], at: datetime) -> Iterable[list[str]]:
    yield ["", "Page", "", *(f"{settings.SITE_URL}{address_of(entry)}" for entry in entries)]
    yield ["", "As of", "", *(instant_words(at, settings.TIME_ZONE) for _ in entries)]
    records = records_of(entries, at)
    sheets = [sheet_of(record) for record in records]
    for topic in TOPICS:
        for row in (row_of(line, sheets) for line in topic.lines):
            yield [topic.title, row.line.title, _yes(row.differs), *(_written(cell.value) for cell in row.cells)]
    for outcome in outcomes_among(records):
        words = [effect.words if effect else NOT_MEASURED for effect in outcome.effects]
        yield ["Effects, g (95% interval)", outcome.title, _yes(len(set(words)) > 1), *words]


def _written(value: Value) -> str:
    if not value:
        return MISSING
    return f"{value.words} ({value.note})" if value.note else value.words


def _yes(answer: bool) -> str:
    return "yes" if answer else "no"
