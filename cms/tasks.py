"""Every minute what was scheduled in the editor is looked at."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from cms.scheduled import publish_due
from marketplace.tasks.registry import every


@every(timedelta(minutes=1))
@task()
def publish_what_is_due() -> int:
    """Publish what was scheduled in the editor and is due. Again does nothing."""
    return publish_due(at=timezone.now())
