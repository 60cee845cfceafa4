"""What follows a change, after it is committed."""

from django_tasks import task

from search import indexing


@task()
def index_model(model_id: int) -> None:
    """Bring one model's entry up to date; done twice, it changes nothing."""
    indexing.index_model(model_id)
