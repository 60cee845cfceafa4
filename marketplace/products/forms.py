"""Forms for describing a learning model, one section a page."""

from typing import Any

from django import forms

from marketplace.components.fields import DayField, MoneyField
from marketplace.lifecycles.forms import ServiceForm
from marketplace.organizations.models import Organization
from marketplace.products.models import ModelVersion
from marketplace.products.questions import WORDS
from marketplace.products.sections import Section
from marketplace.products.vocabulary import LIST_FIELDS, CostTiming, CostUnit, DataCategory, Necessity, PriceUnit


class ModelForm(ServiceForm, forms.Form):
    """The name of a new model, and whose it is where a person writes for several providers."""

    provider = forms.ModelChoiceField(Organization.objects.none(), label="Provider", empty_label=None)
    name = forms.CharField(
        label="Name of the learning model", max_length=200, help_text="The name by which schools know it."
    )
    summary = forms.CharField(label="In one sentence", max_length=300, required=False, help_text=WORDS["summary"][1])

    def __init__(self, *args: Any, providers: tuple[Organization, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["provider"].queryset = Organization.objects.filter(pk__in=[each.pk for each in providers])
        if len(providers) == 1:
            self.fields["provider"].widget = forms.HiddenInput()
            self.fields["provider"].initial = providers[0].pk


class SectionForm(ServiceForm, forms.Form):
    """The fields of one section of a description; all may be left for later. `edition` is the save it was opened on."""

    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, section: Section, version: ModelVersion, **options: Any) -> None:
        initial = {name: getattr(version, name) for name in section.fields}
        super().__init__(*args, initial={**initial, "edition": version.edition}, **options)
        self.section = section
        for name in section.fields:
            self.fields[name] = _field(name)

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.section.fields}

    def show_what_is_needed(self) -> None:
        """Have only what may stay empty for good called optional. For showing: saving takes any part of a section."""
        for name in self.section.needed:
            self.fields[name].required = True

    def reopen_on(self, version: ModelVersion) -> None:
        """Keep what was typed, and let the next save go on from this version."""
        self.data = self.data.copy()
        self.data["edition"] = str(version.edition)


class DataElementForm(ServiceForm, forms.Form):
    """One kind of student data and why it is collected."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    category = forms.ChoiceField(
        label="Category",
        choices=[("", "Choose a category"), *((label, label) for label in DataCategory.labels)],
        help_text="The usual categories of agreements on student data. Where none fits, choose “Other”.",
    )
    element = forms.CharField(
        label="Data element", max_length=200, help_text="For instance: first name, reading errors."
    )
    purpose = forms.CharField(label="Why it is collected", max_length=300, help_text="Words that a family understands.")
    necessity = forms.ChoiceField(label="Is it essential?", choices=Necessity.choices, widget=forms.RadioSelect)


class CostForm(ServiceForm, forms.Form):
    """One thing that a district pays for."""

    edition = forms.IntegerField(widget=forms.HiddenInput)
    what = forms.CharField(
        label="What is paid for", max_length=200, help_text="For instance: licenses, training, tablets, a coach’s time."
    )
    cents = MoneyField(label="Amount", help_text="Your best estimate where a district buys it from somebody else.")
    unit = forms.ChoiceField(label="For each", choices=CostUnit.choices, widget=forms.RadioSelect)
    timing = forms.ChoiceField(label="When", choices=CostTiming.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Note", max_length=300, required=False, help_text="For instance: bought elsewhere; lasts four years."
    )


def _field(name: str) -> forms.Field:
    label, hint = WORDS[name]
    common = {"label": label, "help_text": hint, "required": False}
    if name in LIST_FIELDS:
        return forms.MultipleChoiceField(
            choices=LIST_FIELDS[name].choices, widget=forms.CheckboxSelectMultiple, **common
        )
    if name == "price_unit":
        return forms.ChoiceField(choices=PriceUnit.choices, widget=forms.RadioSelect, **common)
    if name.endswith("_cents"):
        return MoneyField(**common)
    if name == "accessibility_reported_on":
        return DayField(**common)
    model_field = ModelVersion._meta.get_field(name)
    if model_field.max_length:
        return forms.CharField(max_length=model_field.max_length, **common)
    return forms.CharField(widget=forms.Textarea, max_length=5000, **common)
