from django.db import models

__all__ = ["TaskSchedule"]


class TaskSchedule(models.Model):
    """When a recurring task last had its turn; locked by the worker that gives it the next one."""

    name = models.CharField(max_length=200, unique=True)
    last_enqueued_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
