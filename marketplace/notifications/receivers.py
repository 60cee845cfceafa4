"""Queued mail becomes tasks, in the same transaction."""

from typing import Any

from django.dispatch import receiver

from marketplace.notifications import signals
from marketplace.notifications.tasks import deliver_mail


@receiver(signals.mail_queued)
def enqueue_mail(sender: Any, mail_ids: list[int], **kwargs: Any) -> None:
    """One task a mail, so that one bad address holds up nobody else."""
    for mail_id in mail_ids:
        deliver_mail.enqueue(mail_id)
