"""What follows a change, after it is committed."""

from datetime import timedelta

from django_tasks import task

from marketplace.access.scope import current_instant
from marketplace.tasks.registry import every
from search import gathering, indexing

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
