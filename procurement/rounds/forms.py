"""The draft of a round as an officer writes it."""

from __future__ import annotations

from datetime import time
from typing import Any

from django import forms

from marketplace.clocks.calendar import at_local, zone_named
from marketplace.components.fields import DayField
from marketplace.lifecycles.forms import FreshForm
from marketplace.products.vocabulary import GradeBand, Service, Subject
from procurement.rounds.models import Round
from procurement.rounds.services import Notice


class RoundForm(FreshForm):
    """What an officer writes. Dates and times are in the agency's zone."""

    title = forms.CharField(max_length=150, help_text="What you invite, such as “Mathematics, grades 6 to 9”.")
    summary = forms.CharField(
        label="What you are looking for",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        help_text="A few plain sentences. Providers and families read this.",
    )
    opens_on = DayField(label="Opens on")
    opens_time = forms.TimeField(
        label="Opens at", initial=time(9), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    closes_on = DayField(label="Closes on")
    closes_time = forms.TimeField(
        label="Closes at",
        initial=time(17),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text="Applications are taken until this instant, and refused from it on.",
    )
    subjects = forms.MultipleChoiceField(choices=Subject.choices, widget=forms.CheckboxSelectMultiple)
    grade_bands = forms.MultipleChoiceField(
        label="Grades", choices=GradeBand.choices, widget=forms.CheckboxSelectMultiple
    )
    services = forms.MultipleChoiceField(
        label="Kinds of service",
        choices=Service.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each combination of subject, grades and service becomes a category.",
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def notice(self) -> Notice:
        """What was typed, for the service."""
        data = self.cleaned_data
        return Notice(
            title=data["title"],
            summary=data["summary"],
            opens_at=at_local(data["opens_on"], data["opens_time"], self.zone),
            closes_at=at_local(data["closes_on"], data["closes_time"], self.zone),
            subjects=tuple(data["subjects"]),
            grade_bands=tuple(data["grade_bands"]),
            services=tuple(data["services"]),
            zone=self.zone,
        )


def initial_of(draft: Round) -> dict[str, Any]:
    """A draft as the form's first values."""
    opens, closes = (instant.astimezone(zone_named(draft.zone)) for instant in (draft.opens_at, draft.closes_at))
    categories = list(draft.categories.all())
    return {
        "title": draft.title,
        "summary": draft.summary,
        "opens_on": opens.date(),
        "opens_time": opens.time(),
        "closes_on": closes.date(),
        "closes_time": closes.time(),
        "subjects": sorted({category.subject for category in categories}),
        "grade_bands": sorted({category.grade_band for category in categories}),
        "services": sorted({category.service for category in categories}),
    }
