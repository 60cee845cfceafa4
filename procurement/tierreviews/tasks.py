"""Every day the clocks are looked at."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from marketplace.tasks.registry import every
from procurement.outcomes.services import open_owed_reports
from procurement.tierreviews.services import end_reviews_left_open, open_due_reviews


@every(timedelta(days=1))
@task()
def look_at_clocks() -> int:
    """Open what is due: tier reviews of ending terms, outcome reports that were not asked for; end what was left open.
    Again does nothing."""
    at = timezone.now()
    end_reviews_left_open(at=at)
    return len(open_due_reviews(at=at)) + len(open_owed_reports(at=at))
