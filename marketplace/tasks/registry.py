"""Tasks that come round by the clock; a slice registers them in its `tasks.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django_tasks.base import Task

SCHEDULE: dict[str, "Recurring"] = {}


@dataclass(frozen=True)
class Recurring:
    """A task and how long after its last turn it is due again."""

    task: Task
    interval: timedelta


def every(interval: timedelta) -> Callable[[Task], Task]:
    """Have a task without arguments enqueued once in each interval, whatever the number of workers."""

    def register(task: Task) -> Task:
        if SCHEDULE.setdefault(task.module_path, Recurring(task, interval)).interval != interval:
            raise ValueError(f"The task {task.module_path} is scheduled twice.")
        return task

    return register
