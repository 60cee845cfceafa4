"""What signing up asks beyond an address and a password."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from marketplace.people.models import User
from marketplace.people.names import checked_name


class SignupDetails(forms.Form):
    """The person's name; allauth adds it to its own form."""

    name = forms.CharField(label="Full name", max_length=150)
    field_order = ("name", "email", "password1", "password2")

    def clean_name(self) -> str:
        """A name that can be read, in one line."""
        try:
            return checked_name(self.cleaned_data["name"], missing="Enter your full name.")
        except ValidationError as error:
            raise ValidationError(error.message_dict["name"]) from error

    def signup(self, request: Any, user: User) -> None:
        """Keep the name with the new account."""
        user.name = self.cleaned_data["name"]
        user.save(update_fields=["name"])
