"""What people type about a version change."""

from __future__ import annotations

from django import forms

from marketplace.lifecycles.forms import ServiceForm
from procurement.versionchanges.services import WORDS_MAX

WAYS = (
    ("accept", "Accept: the approval stands on this version from now on"),
    ("decline", "Decline: the approved version stays"),
    ("send_to_review", "Send to a tier review: look first whether the tier still fits"),
    ("refer", "Ask for a new application: this is another model than the approved one"),
)


class FileForm(ServiceForm, forms.Form):
    """Why a provider wants to publish a version."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    explanation = forms.CharField(
        label="What is different, and why?",
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="For a district that uses the model today: what changes for its schools, and from when on.",
    )


class DecideForm(ServiceForm, forms.Form):
    """What the department decides, and why."""

    move = forms.ChoiceField(label="What do you decide?", choices=WAYS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Why?",
        max_length=WORDS_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="The provider reads it. Speak to each material change.",
    )

    def __init__(self, *args: object, in_review: bool = False, **options: object) -> None:
        super().__init__(*args, **options)
        if in_review:
            self.fields["move"].choices = [way for way in WAYS if way[0] != "send_to_review"]
