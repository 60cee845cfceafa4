"""What a person says of themselves."""

from django import forms
from django.http import HttpRequest

from marketplace.people.models import User


class SignupForm(forms.Form):
    """The further questions of the sign-up page; allauth adds address and password."""

    name = forms.CharField(label="Your full name", max_length=150, widget=forms.TextInput({"autocomplete": "name"}))
    employer = forms.CharField(
        label="Who you work for",
        max_length=200,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
        help_text="The portal uses it to find conflicts of interest.",
    )
    field_order = ["name", "employer", "email", "password1", "password2"]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Called by allauth before the account is first saved in full."""
        user.name = self.cleaned_data["name"]
        user.employer = self.cleaned_data["employer"]
        user.save(update_fields=["name", "employer"])
