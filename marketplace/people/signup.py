"""allauth's sign-up, taking as long where there is an account as where there is none."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import SignupForm
from django.contrib.auth.hashers import make_password


class EvenSignupForm(SignupForm):
    """Hashes the password given also where no account is made, so that the time does not tell who has one."""

    def try_save(self, request: Any) -> tuple[Any, Any]:
        if self.account_already_exists:
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)
