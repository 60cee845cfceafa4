"""What people type about the validation of a measure."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.lifecycles.forms import ServiceForm
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.measures.models import MeasureDecision
from procurement.reviews.conflicts import Declared

YES_NO = (("no", "No"), ("yes", "Yes"))


def _long(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 5}), max_length=5_000, help_text=help_text)


def _choice(label: str, choices: tuple[tuple[str, str], ...] = YES_NO, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, help_text=help_text)


class OpenForm(ServiceForm, forms.Form):
    """What the panel is asked."""

    owner_name = forms.CharField(
        label="Who owns the measure?",
        max_length=200,
        help_text="The publisher, university or district by name. Nobody with a tie to it votes.",
    )
    question = _long(
        "What does the panel look at?", "The manual, norms, reliability, accommodations: which, and where they are."
    )


class PanelistForm(ServiceForm, forms.Form):
    """One more expert."""

    panelist = forms.ModelChoiceField(None, label="Expert", empty_label="Choose a reviewer")
    expertise = forms.CharField(
        label="What makes them an expert for it?",
        max_length=200,
        help_text="For instance: ten years of test design in reading. It is published without the name.",
    )

    def __init__(self, *args: Any, decision: MeasureDecision, **options: Any) -> None:
        super().__init__(*args, **options)
        asked = [vote.panelist_id for vote in decision.votes.all()]
        self.fields["panelist"].queryset = people_with(the_agency(), Role.REVIEWER).exclude(pk__in=asked)


class VoteForm(ServiceForm, forms.Form):
    """A declaration, then a vote with its reasons."""

    has_interest = _choice("Do you have a financial or other interest in the owner?")
    has_family_interest = _choice("Does somebody of your family, or your partner, have one?")
    has_recent_work = _choice("Have you worked for it, paid or unpaid, within the policy’s years?")
    is_valid = _choice(
        "Is it a valid measure of what it says it measures?",
        (("yes", "Yes, its results may carry a tier"), ("no", "No, not on what is on record")),
    )
    reason = _long("Why?", "Reliability, validity, norms, who can take it. Published with the decision, not your name.")

    def declared(self) -> Declared:
        """The answers about ties, for the service."""
        names = ("has_interest", "has_family_interest", "has_recent_work")
        return Declared(**{name: self.cleaned_data[name] == "yes" for name in names})


class DecideForm(ServiceForm, forms.Form):
    """What the panel decided."""

    reason = _long("The panel’s reasons", "Everyone reads them on the page of the measure.")
