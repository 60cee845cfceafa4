"""What people say about a draft of the policy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from marketplace.lifecycles.forms import ServiceForm
from procurement.policycomments.services import TEXT_MAX


class CommentForm(ServiceForm, forms.Form):
    """A comment at a field."""

    place = forms.ChoiceField(label="About", required=False)
    text = forms.CharField(label="Comment", max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, places: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = list(places.items())


class AnswerForm(ServiceForm, forms.Form):
    """An answer in a thread."""

    text = forms.CharField(label="Your answer", max_length=TEXT_MAX, widget=forms.Textarea(attrs={"rows": 4}))
