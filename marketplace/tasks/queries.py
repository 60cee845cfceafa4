"""The queue as the worker and its chores see it."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult


def is_work_waiting() -> bool:
    """Whether a task is ready to run now. Takes no lock, so that asking often costs little."""
    return DBTaskResult.objects.ready().exists()


def running() -> QuerySet[DBTaskResult]:
    """Tasks that some worker has claimed and not finished."""
    return DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)


def finished_before(instant: datetime) -> QuerySet[DBTaskResult]:
    """Tasks whose last word was before the instant, succeeded or failed for good."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=instant)


def pause_before_attempt(number: int) -> timedelta:
    """The wait before attempt `number` (2 is the first retry): 1, 5, 25 … minutes, at most 6 hours."""
    return min(timedelta(minutes=5 ** max(number - 2, 0)), timedelta(hours=6))
