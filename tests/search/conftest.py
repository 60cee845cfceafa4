"""The tests of search run on every engine that there is: the database, and Elasticsearch where its address is given."""

import uuid
from contextlib import contextmanager

import pytest
from django.conf import settings as django_settings

from search import elastic, elastic_index, engines
from tests.search.asking import ENGINES, Asked

SERVER = django_settings.ELASTICSEARCH_OF_TESTS


def pytest_generate_tests(metafunc):
    if "each_engine" in metafunc.fixturenames:
        metafunc.parametrize("each_engine", ENGINES, indirect=True)


def pytest_ignore_collect(collection_path, config):
    """What needs a search server is collected only where there is one."""
    return True if "server" in collection_path.parts and not SERVER else None


@contextmanager
def own_index(settings, **changes):
    """An index on the real server that nobody else uses, taken away at the end."""
    settings.ELASTICSEARCH = {"client": SERVER["client"], "index": f"test-{uuid.uuid4().hex[:12]}", **changes}
    engines.breaker.succeeded()
    try:
        yield elastic_index
    finally:
        settings.ELASTICSEARCH = {"client": SERVER["client"], "index": settings.ELASTICSEARCH["index"]}
        server = elastic_index.client()
        for name in server.indices.get(index=f"{settings.ELASTICSEARCH['index']}-*", expand_wildcards="all"):
            server.indices.delete(index=name)
        settings.ELASTICSEARCH = None
        engines.breaker.succeeded()


@pytest.fixture
def each_engine(request, settings, monkeypatch):
    """The engine that the test asks."""
    Asked.engine = ENGINES[request.param]
    if request.param == "elasticsearch":
        monkeypatch.setattr(elastic, "PATIENCE_SECONDS", 20.0)
        with own_index(settings) as index:
            index.rebuild()
            yield request.param
    else:
        yield request.param
    Asked.engine = ENGINES["database"]
