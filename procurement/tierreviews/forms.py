"""What people type in a tier review."""

from __future__ import annotations

from django import forms

from marketplace.lifecycles.forms import ServiceForm
from marketplace.products.tier_names import tier_choices


class AskForm(ServiceForm, forms.Form):
    """Why the provider asks."""

    reason = forms.CharField(
        label="What has changed since the decision?",
        widget=forms.Textarea,
        help_text="For instance a new study, or results of pilots. The department and later the public read this.",
    )


class TierRecommendForm(ServiceForm, forms.Form):
    """What an officer recommends."""

    tier = forms.ChoiceField(label="Tier", choices=tier_choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Why?", widget=forms.Textarea, help_text="The provider reads it, and later the public."
    )


class ReviseForm(ServiceForm, forms.Form):
    """Why the dossier is put together anew."""

    because = forms.CharField(
        label="Why anew?",
        widget=forms.Textarea,
        help_text="Whoever recommends reads it, and later the provider and the public.",
    )


class TierDecideForm(ServiceForm, forms.Form):
    """What the determiner decides."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    tier = forms.ChoiceField(label="Tier", choices=tier_choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Reason",
        required=False,
        widget=forms.Textarea,
        help_text="Needed where you decide otherwise than recommended.",
    )


class NoticeReplyForm(ServiceForm, forms.Form):
    """The provider's reply to a notice."""

    text = forms.CharField(
        label="What should the department know before it decides?",
        widget=forms.Textarea,
        help_text="It is printed with the decision as received.",
    )
