"""Hears that a task ended."""

from typing import Any

from django.dispatch import receiver
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.backend import DatabaseBackend

from marketplace.tasks import clock, services


@receiver(task_finished)
def retry_after_failure(sender: Any, task_result: Any, **kwargs: Any) -> None:
    """A task that raised is tried again later; the immediate backend of the tests raises on its own."""
    backend = sender if isinstance(sender, type) else type(sender)
    if issubclass(backend, DatabaseBackend) and task_result.status == TaskResultStatus.FAILED:
        services.retry(result_id=task_result.id, at=clock.now())
