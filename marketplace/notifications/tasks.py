"""Mail leaves after the transaction that caused it, by a worker that tries again."""

from datetime import timedelta

from django.utils import timezone
from django_tasks import task

from marketplace.notifications import queries, services
from marketplace.tasks.registry import every


@task()
def deliver_mail(mail_id: int) -> bool:
    """Send one mail; a failure makes the queue try again."""
    return services.deliver(mail_id=mail_id, at=timezone.now())


@every(timedelta(minutes=15))
@task()
def deliver_waiting() -> int:
    """Send what is still waiting after its own tries are used up; stops where the mail server seems to be down."""
    return services.deliver_all(mail_ids=queries.waiting_mail_ids(), at=timezone.now())
