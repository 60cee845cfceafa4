"""Forms of an application: start, one section, one goal, the agency's check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from marketplace.components.fields import LinesField
from marketplace.evidence.models import Measure
from marketplace.lifecycles.forms import ServiceForm
from marketplace.products.tier_names import tier_choices, tier_phrase
from procurement.applications.checklist import CHECKLIST
from procurement.applications.models import Statistic
from procurement.applications.parts import curable_parts
from procurement.applications.services.drafting import GoalInput
from procurement.policy.schema import Fees
from procurement.rounds.models import Round

ABOVE_EVIDENCE = (
    "You may ask for more than your evidence carries now. A decision gives no more than it carries when sent."
)
TIER_HINTS = {
    "early_stage": "Just starting in classrooms. Needs a rationale, a plan to find out, and a reference.",
    "promising": "Used in a few places, with good results on state and classroom measures. Needs two references.",
    "effective": "Used in several settings, with strong results from outside the provider. Needs two references.",
}


class _Needed:
    """Needed before the application is sent, so not marked optional; until then it may stay empty."""

    def validate(self, value: Any) -> None:
        """Check what was typed; nothing yet is fine."""
        if value not in self.empty_values:
            super().validate(value)


class NeededText(_Needed, forms.CharField):
    """Text that may wait."""


class NeededModel(_Needed, forms.ModelChoiceField):
    """A choice that may wait."""


class NeededDecimal(_Needed, forms.DecimalField):
    """A number that may wait."""


class NeededDate(_Needed, forms.DateField):
    """A date that may wait."""


class StartForm(ServiceForm, forms.Form):
    """Which model applies, for which tier."""

    model = forms.ModelChoiceField(queryset=None, label="Your model", widget=forms.RadioSelect, empty_label=None)
    tier_asked = forms.ChoiceField(
        label="Tier you ask for", choices=tier_choices, widget=forms.RadioSelect, help_text=ABOVE_EVIDENCE
    )

    def __init__(self, *args: Any, models: Any, carried: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["model"].queryset = models
        self.fields["model"].choice_hints = {
            str(pk): f"Its evidence carries {tier_phrase(tier)} now." for pk, tier in carried.items()
        }
        self.fields["tier_asked"].choice_hints = TIER_HINTS


class TierForm(ServiceForm, forms.Form):
    """Another tier for the same draft."""

    tier_asked = forms.ChoiceField(label="Tier you ask for", choices=tier_choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier_asked"].choice_hints = TIER_HINTS


class CommitmentForm(ServiceForm, forms.Form):
    """One goal the provider will be judged on. It may be left incomplete until the application is sent."""

    use_required_attribute = False

    goal = NeededText(
        label="Goal",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text="What will be better for which students, such as “Grade 7 students reason better with ratios”.",
    )
    measure = NeededModel(
        label="Measure that shows it",
        queryset=Measure.objects.none(),
        empty_label="Choose",
        help_text="From the registry of measures. A validated one counts for more.",
    )
    statistic = forms.ChoiceField(
        label="What about it", choices=Statistic.choices, widget=forms.RadioSelect, initial=Statistic.EFFECT_SIZE
    )
    target = NeededDecimal(
        label="Target, at least",
        max_digits=12,
        decimal_places=4,
        help_text="An effect size between -3 and 3, such as 0.15; a change in points; or a percent from 0 to 100.",
    )
    due_on = NeededDate(label="By when", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def __init__(self, *args: Any, measures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].queryset = measures

    def values(self) -> GoalInput:
        """What was typed, for the service."""
        return GoalInput(**self.cleaned_data)


class SendForm(ServiceForm, forms.Form):
    """What decides whether a fee is due."""

    people_count = forms.IntegerField(
        label="How many people work for you?",
        min_value=1,
        max_value=1_000_000,
        required=False,
        widget=forms.NumberInput(attrs={"class": "pg-short"}),
    )

    def __init__(self, *args: Any, fees: Fees, payer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not fees.application_cents or not fees.exempt_under_people:
            del self.fields["people_count"]
            return
        field = self.fields["people_count"]
        field.label = f"How many people work for {payer}?"
        field.help_text = (
            f"With fewer than {fees.exempt_under_people} you pay nothing. The department may ask you to show it."
        )


class ScreeningForm(ServiceForm, forms.Form):
    """What an officer has looked at."""

    checked = forms.MultipleChoiceField(
        label="I have looked at each of these",
        choices=[(item.key, item.words) for item in CHECKLIST],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Look at each of these, then tick it."},
    )
    note = forms.CharField(
        label="Note for colleagues", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000, required=False
    )


class CureForm(ServiceForm, forms.Form):
    """What is missing, and the sections that the provider may change."""

    items = LinesField(
        label="What is missing?",
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One thing a line. The provider reads it.",
    )
    sections = forms.MultipleChoiceField(
        label="Which sections may be changed?", widget=forms.CheckboxSelectMultiple, help_text="All others stay closed."
    )

    def __init__(self, *args: Any, asked: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked_for = [(section.key, section.title) for section in asked.definition.sections]
        self.fields["sections"].choices = asked_for + [(part.key, part.title) for part in curable_parts().values()]


class AgainForm(ServiceForm, forms.Form):
    """Sending what was missing asks nothing; what the service refuses is said on it."""
