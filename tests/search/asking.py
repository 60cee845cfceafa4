"""Asking whichever engine a test runs on, and reading its answer."""

from django.conf import settings

from search.database import DatabaseEngine
from search.elastic import ElasticsearchEngine
from search.engine import Query
from search.models import CatalogEntry
from tests.factories import AT

ENGINES = {"database": DatabaseEngine}
if settings.ELASTICSEARCH_OF_TESTS:
    ENGINES["elasticsearch"] = ElasticsearchEngine


class Asked:
    """The engine that the running test asks."""

    engine = DatabaseEngine


def ask(words="", *, at=AT, **more):
    return Asked.engine().search(Query(at=at, words=words, **more))


def names(results):
    found = {entry.number: entry.name for entry in CatalogEntry.objects.all()}
    return [found[number] for number in results.numbers]


def counts(results, key):
    return next(dict(facet.counts) for facet in results.facets if facet.key == key)
