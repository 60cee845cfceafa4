"""Setting up the second factor that the agency's people need, on the way to where they wanted to go."""

from __future__ import annotations

from typing import Any

from allauth.account.mixins import NextRedirectMixin
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from marketplace.access.views import signed_in

KEEP = 'Keep your <a href="{}">recovery codes</a>: they let you in without your phone.'


class SetUpView(NextRedirectMixin, ActivateTOTPView):
    """allauth's own page; afterwards the person goes on to the page asked for, where it is one of ours."""

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        if self.did_generate_recovery_codes and self.get_next_url():
            messages.warning(self.request, format_html(KEEP, reverse("mfa_view_recovery_codes")))
        return response


set_up = signed_in(SetUpView.as_view())
