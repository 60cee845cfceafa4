"""Every day the clocks are looked at."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from marketplace.tasks.registry import every
from procurement.outcomes.services import open_owed_reports
from procurement.tierreviews.services import open_due_reviews


@every(timedelta(days=1))
@task()
def look_at_clocks() -> int:
    """Open what is due: tier reviews of ending terms, outcome reports that were not asked for. Again does nothing."""
    at = timezone.now()
    return len(open_due_reviews(at=at)) + len(open_owed_reports(at=at))
