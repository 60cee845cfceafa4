"""Forms of decisions: recommend, issue, enforce, and the day of the approved list."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.components.fields import DayField
from marketplace.lifecycles.forms import FreshForm, ServiceForm
from marketplace.products.tier_names import tier_choices
from procurement.designations.letters import scope_in_words

NO_TIER = "none"


def tier_or_none() -> list[tuple[str, str]]:
    """The tiers as they are called now, or none."""
    return [*tier_choices(), (NO_TIER, "No tier: decline")]


def _tier(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=tier_or_none, widget=forms.RadioSelect)


def exception_field() -> forms.CharField:
    """Why a decision gives more than the evidence carries."""
    return forms.CharField(
        label="Exception",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=3000,
        required=False,
        help_text="Only to give more than the evidence carries. Say why; it is published with the decision.",
    )


class _TierForm(ServiceForm, forms.Form):
    def clean_tier(self) -> str:
        """The stored value: empty for no tier."""
        tier = self.cleaned_data["tier"]
        return "" if tier == NO_TIER else tier


class RecommendationForm(_TierForm, FreshForm):
    """What an officer recommends."""

    tier = _tier("You recommend")
    scope = forms.MultipleChoiceField(
        label="It covers",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Only what the application and its evidence speak to.",
    )
    conditions = forms.CharField(
        label="Conditions",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=3000,
        required=False,
        help_text="They are public, and a later review looks at them.",
    )
    exception = exception_field()
    note = forms.CharField(
        label="Why you recommend it",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        help_text="For the one who decides. The provider does not see this.",
    )

    def __init__(self, *args: Any, scope: list[list[str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        values = ["|".join(row) for row in scope]
        self.fields["scope"].choices = list(zip(values, scope_in_words(scope), strict=True))
        self.fields["scope"].initial = values

    def clean_scope(self) -> list[tuple[str, ...]]:
        """Each row as subject, grade band and service."""
        return [tuple(value.split("|")) for value in self.cleaned_data["scope"]]


class IssueForm(_TierForm, FreshForm):
    """What a determiner decides."""

    tier = _tier("You decide")
    reason = forms.CharField(
        label="In your own words",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=3000,
        required=False,
        help_text="Needed when you decide otherwise than recommended. It stands in the letter.",
    )
    exception = exception_field()


class EnforcementForm(ServiceForm, forms.Form):
    """Why an approval is suspended, reinstated or revoked."""

    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        error_messages={"required": "Give the reason. Everyone reads it."},
        help_text="Everyone reads it.",
    )


class DayForm(forms.Form):
    """Which day the approved list is asked for."""

    on = DayField(label="On", required=False)
