"""Which archive, for which round and model."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.lifecycles.forms import ServiceForm
from marketplace.products.models import LearningModel
from procurement.rounds.models import Round


class ImportForm(ServiceForm, forms.Form):
    """An archive of an application."""

    asked = forms.ModelChoiceField(label="Round", queryset=Round.objects.none(), empty_label="Choose")
    model = forms.ModelChoiceField(label="Your model", queryset=LearningModel.objects.none(), empty_label="Choose")
    upload = forms.FileField(
        label="The archive",
        allow_empty_file=True,
        max_length=255,
        help_text="A ZIP file that was downloaded from an application, here or in another Pilotage, at most 20 MB.",
    )

    def __init__(self, *args: Any, rounds: Any, models: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].queryset = rounds
        self.fields["model"].queryset = models
