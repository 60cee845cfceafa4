"""What people type about a debrief."""

from __future__ import annotations

from django import forms

from marketplace.components.fields import DayField
from marketplace.lifecycles.forms import ServiceForm
from procurement.debriefs import models


def _long(label: str, rows: int, help_text: str) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), help_text=help_text)


class AskForm(ServiceForm, forms.Form):
    """What a provider would like to understand."""

    questions = _long(
        "What would you like to understand?", 6,
        "It is about your own application and decision. Other applications and the names of reviewers are never told.",
    )  # fmt: skip


class HoldForm(ServiceForm, forms.Form):
    """The record of a debrief."""

    how = forms.ChoiceField(label="How was it held?", choices=models.DebriefForm.choices, widget=forms.RadioSelect)
    held_on = DayField(label="On which day?")
    attended = _long("Who was there?", 2, "On both sides, each with the part they have.")
    told = _long(
        "What was the provider told?", 8,
        "The provider reads this. Name no reviewer, and nothing of another application.",
    )  # fmt: skip
