"""Saving a search, naming it anew, and how often to be told."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.lifecycles.forms import FreshForm, ServiceForm
from marketplace.notifications.rhythm import DAILY, RHYTHMS
from marketplace.organizations.models import Organization
from search.saved.models import LONGEST_NAME


class RhythmForm(ServiceForm, forms.Form):
    """How often one person is told."""

    rhythm = forms.ChoiceField(
        label="How often do you want to be told?", choices=tuple(RHYTHMS.items()), widget=forms.RadioSelect
    )


class SaveForm(RhythmForm):
    """A name, for whom, and how often to be told."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label="For whom", empty_label=None)
    name = forms.CharField(
        label="Name",
        help_text="Your colleagues see it too, such as Grade 3 reading.",
        max_length=LONGEST_NAME,
    )
    field_order = ("organization", "name", "rhythm")

    def __init__(self, *args: Any, organizations: tuple[Organization, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rhythm"].initial = DAILY
        field = self.fields["organization"]
        field.queryset = Organization.objects.filter(pk__in=[one.pk for one in organizations])
        if len(organizations) == 1:
            field.widget, field.initial = forms.HiddenInput(), organizations[0].pk


class RenameForm(FreshForm):
    """Another name."""

    name = forms.CharField(label="Name", max_length=LONGEST_NAME)
