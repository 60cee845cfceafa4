"""What signing up asks beyond an address and a password."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.people.models import User


class SignupDetails(forms.Form):
    """The person's name; allauth adds it to its own form."""

    name = forms.CharField(label="Full name", max_length=150)
    field_order = ("name", "email", "password1", "password2")

    def signup(self, request: Any, user: User) -> None:
        """Keep the name with the new account."""
        user.name = " ".join(self.cleaned_data["name"].split())
        user.save(update_fields=["name"])
