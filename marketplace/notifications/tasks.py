"""Mail leaves after the transaction that caused it, by a worker that tries again."""

from django.utils import timezone
from django_tasks import task

from marketplace.notifications import queries, services


@task()
def deliver_mail(mail_id: int) -> bool:
    """Send one mail; a failure makes the queue try again."""
    return services.deliver(mail_id=mail_id, at=timezone.now())


@task()
def deliver_waiting() -> int:
    """Send what is still waiting after its own tries are used up, until the mail server fails again."""
    return sum(services.deliver(mail_id=mail_id, at=timezone.now()) for mail_id in queries.waiting_mail_ids())
