"""allauth's mails leave through the same queue as all others, so that a mail server that is down stops nobody."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.utils import get_next_redirect_url
from django.conf import settings
from django.contrib.sites.shortcuts import get_current_site
from django.urls import reverse
from django.utils import timezone

from marketplace.notifications import services


class AccountAdapter(DefaultAccountAdapter):
    """Queues what it would send; who signed in a moment ago is not asked for the password again."""

    def is_reauthentication_required(self, *, app: str) -> bool:
        records = get_authentication_records(self.request, self.request.user)
        latest = max((record.get("at", 0) for record in records), default=0)
        is_recent = timezone.now().timestamp() - latest < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT
        return not is_recent and super().is_reauthentication_required(app=app)

    def get_email_confirmation_url(self, request: Any, emailconfirmation: Any) -> str:
        """The link of the mail; it leads on, by way of sign-in, to the page for which the account was made."""
        url = super().get_email_confirmation_url(request, emailconfirmation)
        return _by_way_of_sign_in(url, get_next_redirect_url(request))

    def get_reset_password_from_key_url(self, key: str) -> str:
        """The link of the mail; with the new password it leads on, by way of sign-in, to the page first asked for."""
        url = super().get_reset_password_from_key_url(key)
        return _by_way_of_sign_in(url, get_next_redirect_url(self.request, "then"))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        known = {"request": self.request, "email": email, "current_site": get_current_site(self.request), **context}
        known["site_url"] = settings.SITE_URL
        shown = {name: self._at_home(value) for name, value in known.items()}
        message = self.render_mail(template_prefix, email, shown)
        services.queue_text(address=email, subject=str(message.subject), text=str(message.body), at=timezone.now())

    def _at_home(self, value: Any) -> Any:
        """An address of the portal as SITE_URL says it, whatever host the request named; all else as it is."""
        own = f"://{self.request.get_host()}/"
        if not isinstance(value, str) or own not in value:
            return value
        return f"{settings.SITE_URL}/{value.partition(own)[2]}"


def _by_way_of_sign_in(url: str, going: str | None) -> str:
    if not going:
        return url
    sign_in = f"{reverse('account_login')}?{urlencode({'next': going})}"
    return f"{url}?{urlencode({'next': sign_in})}"
