"""What follows a change, after it is committed."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django_tasks import task
from elasticsearch import ApiError, TransportError

from marketplace.access.scope import current_instant
from marketplace.tasks.registry import every
from search import elastic_index, gathering, indexing, sending
from search.models import UnsentEntry

logger = logging.getLogger(__name__)
LOOKED_BACK = timedelta(days=2)


@task()
def index_model(model_id: int) -> None:
    """Bring one model's entry up to date; done twice, it changes nothing."""
    indexing.index_model(model_id)


@every(timedelta(minutes=5))
@task()
def index_begun() -> None:
    """Bring up to date the models whose approval became public lately: the clock changed them, nobody did."""
    for model_id in gathering.begun_since(current_instant() - LOOKED_BACK):
        indexing.index_model(model_id)


@task()
def send_changes() -> int:
    """Send what changed to the search server; tried again where that fails, and done twice it changes nothing."""
    return sending.send_changes()


@every(timedelta(minutes=1))
@task()
def send_what_is_left() -> None:
    """Send what could not be sent while the search server was away."""
    if sending.is_wanted() and UnsentEntry.objects.exists():
        with _server_that_may_be_away():
            sending.send_changes()


@every(timedelta(minutes=5))
@task()
def check_index() -> None:
    """Compare the search server's index with the database and mend it; build it where there is none."""
    if sending.is_wanted():
        with _server_that_may_be_away():
            if not elastic_index.is_built():
                sending.build_index()
            elif mended := elastic_index.repair():
                logger.warning("%s entries of the search server's index differed from the database.", mended)


@contextmanager
def _server_that_may_be_away() -> Iterator[None]:
    """Leave to the next turn what the server did not take."""
    try:
        yield
    except (ApiError, TransportError, elastic_index.UnsentEntries) as problem:
        logger.warning("Elasticsearch did not take what changed (%s); it stays noted.", problem)
