"""Short forms of a negotiation: a comment, an acceptance, an end."""

from __future__ import annotations

from django import forms

from marketplace.lifecycles.forms import ServiceForm


class CommentForm(ServiceForm, forms.Form):
    """Something to say about a clause or part."""

    text = forms.CharField(label="Comment", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)
    is_shared = forms.ChoiceField(
        label="Who reads it?",
        choices=[("no", "Your side only"), ("yes", "Both sides")],
        widget=forms.RadioSelect,
        initial="no",
    )


class EndForm(ServiceForm, forms.Form):
    """Why the talks end."""

    reason = forms.CharField(
        label="Why?", help_text="The other side reads it.", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )
