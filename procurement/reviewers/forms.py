"""Forms of the pool: expertise and load, days away, what a review is paid."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.components.fields import DayField, MoneyField
from marketplace.lifecycles.forms import FreshForm, ServiceForm
from marketplace.products.vocabulary import GradeBand, Subject
from procurement.reviewers.models import ReviewMethod
from procurement.reviewers.services import HONORARIUM_MOST_CENTS, LOAD_MOST


def _several(label: str, choices: Any, hint: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, required=False, help_text=hint
    )


class ExpertiseForm(FreshForm):
    """What a reviewer knows and takes on."""

    subjects = _several("Subjects", Subject.choices, "Those in which you can judge what is taught.")
    grade_bands = _several("Grades", GradeBand.choices)
    methods = _several("What else you can judge", ReviewMethod.choices)
    load_max = forms.IntegerField(
        label="Open reviews at once, at most",
        min_value=0,
        max_value=LOAD_MOST,
        widget=forms.NumberInput(attrs={"class": "pg-short"}),
        help_text="With 0 you are not suggested until you change it.",
    )


class AbsenceForm(ServiceForm, forms.Form):
    """Days away, both included."""

    from_day = DayField(label="Away from")
    to_day = DayField(label="Until and with")


class HonorariumForm(ServiceForm, forms.Form):
    """What a review is paid."""

    cents = MoneyField(
        label="Paid for a review",
        max_cents=HONORARIUM_MOST_CENTS,
        help_text="It counts for reviews that are sent from now on. 0 is nothing.",
    )
