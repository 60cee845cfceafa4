"""The queue's own housekeeping."""

from datetime import timedelta

from django_tasks import task

from marketplace.tasks import clock, services
from marketplace.tasks.registry import every


@every(timedelta(days=1))
@task()
def forget_finished() -> int:
    return services.forget_finished(at=clock.now())
