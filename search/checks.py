"""What is said at the start, with `migrate`, where the search server's index is not one of this version."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Tags, Warning, register
from elasticsearch import ApiError, TransportError

from search import elastic_index

MEANWHILE = (
    "Until then the database answers. It is built within five minutes, or at once by `rebuild_search --server-only`."
)


@register(Tags.database)
def index_is_of_this_version(
    app_configs: Any, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Warn where the server does not answer, has no index, or has one that another version of the portal built."""
    if not databases or not settings.ELASTICSEARCH:
        return []
    try:
        if elastic_index.is_built():
            return []
        others = elastic_index.other_mappings()
    except (ApiError, TransportError) as problem:
        return [Warning(f"The search server does not answer: {problem}.", id="search.W001")]
    if others:
        built = next(iter(others))
        words = f"The search server's index {built} was built by another version of the portal, with another mapping."
        return [Warning(words, hint=MEANWHILE, id="search.W002")]
    return [Warning("The search server has no index of this portal yet.", hint=MEANWHILE, id="search.W003")]
