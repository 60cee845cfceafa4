"""Relevance of search on the set of questions in `tests/search/relevance`: nDCG@10 and success@3 per engine and part.

It runs on the database of the settings and, where ELASTICSEARCH_URL is given, on that server; with --each it prints
each question's score, worst first.
"""

import os
import statistics
import sys
from collections.abc import Iterator

import django

BAR_NDCG = 0.85
PARTS = {"tuning": "tuning half", "held_out": "held-out half", "blind": "blind part"}


def run(*, is_each: bool = False) -> Iterator[str]:
    """Fill a database of its own, ask every question, and give one line a part."""
    from django.db import connection

    from tests.benchmarks._database import empty_database

    with empty_database():
        yield from _measured(connection, is_each=is_each)


def _measured(connection: object, *, is_each: bool) -> Iterator[str]:
    from search import fts
    from search.database import DatabaseEngine
    from tests.benchmarks import _server as server
    from tests.search.relevance import catalogue
    from tests.search.relevance.measures import questions

    fts.install(connection)
    catalogue.fill()
    names = _names()
    with server.indexed() as index:
        engines = {
            f"database on {connection.vendor}": DatabaseEngine(),
            **({"Elasticsearch": _patient()} if index else {}),
        }
        for name, engine in engines.items():
            for half in PARTS:
                scores = [_score(engine, question, names) for question in questions() if question.half == half]
                yield line(name, half, scores)
                if is_each:
                    yield from _each(scores)


def _each(scores: list[tuple]) -> Iterator[str]:
    for ndcg, success, question, found in sorted(scores, key=lambda score: score[0]):
        yield f"  {ndcg:.3f} {success:d} {question.kind:<11} {question.text} -> {'; '.join(found[:4])}"


def _patient() -> object:
    """The engine on the server, which is not to be late here."""
    from search import elastic

    elastic.PATIENCE_SECONDS = 20.0
    return elastic.ElasticsearchEngine()


def line(engine: str, half: str, scores: list[tuple]) -> str:
    """The bar for one part."""
    ndcg = statistics.fmean(score[0] for score in scores)
    success = statistics.fmean(score[1] for score in scores)
    verdict = "ok" if ndcg >= BAR_NDCG else "OVER"
    return (
        f"relevance {engine}, {PARTS[half]}, {len(scores)} questions: "
        f"nDCG@10 {ndcg:.3f} (bar {BAR_NDCG}, {verdict}); success@3 {success:.3f}"
    )


def _names() -> dict[int, str]:
    from search.models import CatalogEntry

    return dict(CatalogEntry.objects.values_list("number", "name"))


def _score(engine: object, question: object, names: dict[int, str]) -> tuple:
    from search.engine import Query
    from tests.factories import AT
    from tests.search.relevance.measures import DEPTH, ndcg, succeeds

    results = engine.search(Query(at=AT, words=question.text, limit=DEPTH))
    found = [names[number] for number in results.numbers]
    return ndcg(question, found), succeeds(question, found), question, found


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "marketplace.settings.test")
    django.setup()
    for printed in run(is_each="--each" in sys.argv):
        print(printed, flush=True)
