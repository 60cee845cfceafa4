"""allauth's mails leave through the same queue as all others, so that a mail server that is down stops nobody."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib.sites.shortcuts import get_current_site
from django.utils import timezone

from marketplace.notifications import services


class AccountAdapter(DefaultAccountAdapter):
    """Queues what it would send."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        shown = {"request": self.request, "email": email, "current_site": get_current_site(self.request), **context}
        message = self.render_mail(template_prefix, email, shown)
        services.queue_text(address=email, subject=str(message.subject), text=str(message.body), at=timezone.now())
