"""Forms of copying: from which application, which sections; and renewing in another round."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from marketplace.lifecycles.forms import ServiceForm
from marketplace.products.tier_names import tier_choices
from procurement.applications.copying import Carried
from procurement.applications.forms import TIER_HINTS
from procurement.applications.models import Application
from procurement.rounds.models import Round


class CopyForm(ServiceForm, forms.Form):
    """Every section is ticked; what is not to be copied is unticked."""

    sections = forms.MultipleChoiceField(
        label="Copy these sections",
        widget=forms.CheckboxSelectMultiple,
        help_text="Untick what you want to write anew. You read each copied section again before you send.",
        error_messages={"required": "Leave at least one section ticked, or go on without copying."},
    )

    def __init__(self, *args: Any, application: Application, offered: Mapping[str, Carried], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        titles = {section.key: section.title for section in application.round.definition.sections}
        field = self.fields["sections"]
        field.choices = [(key, titles[key]) for key in offered]
        field.initial = list(offered)
        field.choice_hints = {key: each.words.capitalize() for key, each in offered.items()}


class RenewForm(ServiceForm, forms.Form):
    """In which round, and for which tier."""

    round = forms.ModelChoiceField(queryset=None, label="Round", widget=forms.RadioSelect, empty_label=None)
    tier_asked = forms.ChoiceField(label="Tier you ask for", choices=tier_choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, rounds: QuerySet[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["round"].queryset = rounds
        self.fields["tier_asked"].choice_hints = TIER_HINTS
