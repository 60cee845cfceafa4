"""What people fill in about confidentiality."""

from __future__ import annotations

from django import forms

from marketplace.lifecycles.forms import ServiceForm
from procurement.disclosures.grounds import CHOICES, GROUNDS
from procurement.disclosures.services import POSITION_MAX_CHARACTERS, REASON_MAX_CHARACTERS


class ClaimForm(ServiceForm, forms.Form):
    """One claim."""

    ground = forms.ChoiceField(label="On which ground?", choices=CHOICES, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=REASON_MAX_CHARACTERS,
        help_text="What it would do to you if everyone read it. This reason is public; do not repeat the secret here.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ground"].choice_hints = {ground.key: ground.hint for ground in GROUNDS}


class SignForm(ServiceForm, forms.Form):
    """A signature by typing one's name, under the words that were read."""

    seen = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(label="Your name", max_length=150, help_text="Typing it signs the statement above.")
    position = forms.CharField(label="Your position", max_length=POSITION_MAX_CHARACTERS)
