"""The engine that answers: the search server where there is one and it is well, else the database."""

import logging
from dataclasses import replace
from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from elasticsearch import ApiError, TransportError

from search.breaker import Breaker
from search.database import DatabaseEngine
from search.elastic import ElasticsearchEngine
from search.engine import Query, Results, SearchEngine
from search.models import UnsentEntry

logger = logging.getLogger(__name__)
LATE_AFTER = timedelta(seconds=5)
breaker = Breaker()


def engine() -> SearchEngine:
    """The engine for this deployment."""
    return ServerOrDatabase() if settings.ELASTICSEARCH else DatabaseEngine()


class ServerOrDatabase:
    """Asks the search server; where it is away, slow, in error or behind, the database answers the same."""

    def search(self, query: Query) -> Results:
        """Answer a query; the results say where the database stood in."""
        if breaker.lets_through() and not self._is_behind():
            try:
                results = ElasticsearchEngine().search(query)
            except (ApiError, TransportError) as problem:
                pause = breaker.failed()
                logger.warning("Elasticsearch did not answer a search (%s); pause: %.0f s.", problem, pause)
            else:
                breaker.succeeded()
                return results
        return replace(DatabaseEngine().search(query), is_stand_in=True)

    def _is_behind(self) -> bool:
        """Whether a change waits longer than usual to be sent to the server."""
        return UnsentEntry.objects.filter(since__lt=timezone.now() - LATE_AFTER).exists()
