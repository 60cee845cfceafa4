"""Forms of a contract: the board's vote, the signature, a decline, a file to recognize."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError

from marketplace.components.fields import DayField
from marketplace.documents.services import SIZE_LIMIT_BYTES
from marketplace.lifecycles.forms import ServiceForm

HASH = re.compile(r"[0-9a-f]{64}")


class VoteForm(ServiceForm, forms.Form):
    """The recorded vote of the board."""

    held_on = DayField(label="When did the board vote?")
    votes_for = forms.IntegerField(label="Members for", min_value=0, max_value=1000)
    votes_against = forms.IntegerField(label="Members against", min_value=0, max_value=1000)


class SignForm(ServiceForm, forms.Form):
    """A signature."""

    sha256 = forms.CharField(widget=forms.HiddenInput)
    typed_name = forms.CharField(label="Type your full name", max_length=150)
    affirm = forms.BooleanField(
        label="I mean to sign this contract. My typed name is my signature on the text with the hash above.",
        error_messages={"required": "Tick the box to say that you mean to sign."},
    )


class DeclineForm(ServiceForm, forms.Form):
    """Why a side will not sign."""

    reason = forms.CharField(
        label="What would have to change?", help_text="The other side reads it.",
        widget=forms.Textarea(attrs={"rows": 3}), max_length=1000,
    )  # fmt: skip


class RecognizeForm(forms.Form):
    """A file, or a hash, to be recognized."""

    file = forms.FileField(label="A contract as PDF", required=False, help_text="The file is not kept.")
    sha256 = forms.CharField(label="Or its sha256", required=False, max_length=200)

    def clean_sha256(self) -> str:
        text = re.sub(r"\s", "", self.cleaned_data["sha256"]).lower()
        if text and not HASH.fullmatch(text):
            raise ValidationError("A sha256 has 64 digits and letters from a to f. Spaces do not matter.")
        return text

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if file and file.size > SIZE_LIMIT_BYTES:
            raise ValidationError("This file is larger than any contract of the portal.")
        return file

    def clean(self) -> dict:
        given = super().clean()
        if not self.errors and not given.get("file") and not given.get("sha256"):
            raise ValidationError("Choose a file or give a sha256.")
        return given
