"""`manage.py check_clocks`: open what is due now."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from procurement.outcomes.services import open_owed_reports
from procurement.tierreviews.services import end_reviews_left_open, open_due_reviews


class Command(BaseCommand):
    help = "Open the tier reviews and outcome reports that are due, end those left open. Again, it does nothing twice."

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        for review in end_reviews_left_open(at=at):
            self.stdout.write(f"{review.reference}  {review.title}: {review.get_state_display()}")
        for review in open_due_reviews(at=at):
            self.stdout.write(f"{review.reference}  {review.title}: {review.trigger_reason}")
        for report in open_owed_reports(at=at):
            self.stdout.write(f"{report.reference}  {report.title}: due {report.due_at.isoformat()}")
