"""Writes on the queue itself. They are no record of procurement and leave no audit event."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from marketplace.tasks import identity, queries
from marketplace.tasks.models import TaskSchedule
from marketplace.tasks.registry import SCHEDULE

logger = logging.getLogger(__name__)
KEPT_FOR = timedelta(days=30)


def reap_lost(*, at: datetime) -> int:
    """Give back the tasks whose worker is gone: dead on this machine, or silent for TASK_LIMIT_MINUTES anywhere.

    Each is tried again, or failed for good after TASK_ATTEMPTS. Returns how many were found.
    """
    silent_since = at - timedelta(minutes=settings.TASK_LIMIT_MINUTES)
    count = 0
    with transaction.atomic():
        for result in queries.running().select_for_update(skip_locked=True):
            worker = result.worker_ids[-1] if result.worker_ids else ""
            if result.started_at < silent_since or identity.is_dead(worker):
                _try_again_or_fail(result, at=at, reason="its worker was lost")
                count += 1
    return count


def retry(*, result_id: str, at: datetime) -> bool:
    """Put a failed task back with a pause, unless it was its last attempt. Returns whether it will run again."""
    with transaction.atomic():
        result = DBTaskResult.objects.select_for_update().filter(pk=result_id, status=TaskResultStatus.FAILED).first()
        return result is not None and _try_again_or_fail(result, at=at, reason="it raised an error")


def _try_again_or_fail(result: DBTaskResult, *, at: datetime, reason: str) -> bool:
    attempts = len(result.worker_ids)
    if attempts >= settings.TASK_ATTEMPTS:
        logger.error(
            "Task %s (%s) failed for good after %s attempts: %s.", result.pk, result.task_path, attempts, reason
        )
        result.status, result.finished_at = TaskResultStatus.FAILED, result.finished_at or at
        result.save(update_fields=["status", "finished_at"])
        return False
    logger.warning("Task %s (%s) will be tried again: %s.", result.pk, result.task_path, reason)
    result.status, result.finished_at = TaskResultStatus.READY, None
    result.run_after = at + queries.pause_before_attempt(attempts + 1)
    result.save(update_fields=["status", "finished_at", "run_after"])
    return True


def enqueue_due(*, at: datetime) -> list[str]:
    """Enqueue each recurring task whose interval has passed since its last turn; returns their names."""
    turns = []
    for name, recurring in SCHEDULE.items():
        TaskSchedule.objects.get_or_create(name=name)
        with transaction.atomic():
            row = TaskSchedule.objects.select_for_update().get(name=name)
            if row.last_enqueued_at and at < row.last_enqueued_at + recurring.interval:
                continue
            row.last_enqueued_at = at
            row.save()
            recurring.task.enqueue()
            turns.append(name)
    return turns


def forget_finished(*, at: datetime) -> int:
    """Delete the notes of tasks that ended more than 30 days ago; returns how many."""
    return queries.finished_before(at - KEPT_FOR).delete()[0]
