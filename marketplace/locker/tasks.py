"""Every day the last days of documents are looked at."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from marketplace.locker.services import warn_of_expiry
from marketplace.tasks.registry import every


@every(timedelta(days=1))
@task()
def look_at_expiries() -> int:
    """Warn of what ends soon or has ended; how many were warned of. Again on the same day does nothing."""
    return warn_of_expiry(at=timezone.now())
