"""An index of a benchmark's own on the search server whose address is given."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings


@contextmanager
def indexed() -> Iterator[bool]:
    """The catalogue on the server while it lasts; false where no server is given."""
    from search import elastic_index

    if not settings.ELASTICSEARCH_OF_TESTS:
        yield False
        return
    client = settings.ELASTICSEARCH_OF_TESTS["client"]
    settings.ELASTICSEARCH = {"client": client, "index": f"test-{uuid.uuid4().hex[:12]}"}
    try:
        elastic_index.rebuild()
        yield True
    finally:
        server = elastic_index.client()
        for name in server.indices.get(index=f"{settings.ELASTICSEARCH['index']}-*", expand_wildcards="all"):
            server.indices.delete(index=name)
        settings.ELASTICSEARCH = None
