"""What people fill in about a shortlist."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from marketplace.lifecycles.forms import FreshForm, ServiceForm
from marketplace.organizations.models import Organization
from procurement.quotes.models import PilotRequest
from search.shortlists.models import NAME_MAX, NOTE_MAX, Shortlist

NEW, NEW_LABEL = "new", "A new shortlist"
NAME_HELP = "By which your colleagues know it, such as “Grade 3 reading, fall 2027”."


def _for_organization(form: forms.Form, buyers: Sequence[Organization]) -> None:
    """Offer the choice of organization; hidden where there is one."""
    field = form.fields["organization"]
    field.queryset = Organization.objects.filter(pk__in=[buyer.pk for buyer in buyers])
    field.initial = buyers[0].pk if buyers else None
    if len(buyers) == 1:
        field.widget = forms.HiddenInput()


class NameForm(FreshForm):
    """The name of a list."""

    name = forms.CharField(label="Name", max_length=NAME_MAX, help_text=NAME_HELP)


class StartForm(ServiceForm, forms.Form):
    """A new list."""

    organization = forms.ModelChoiceField(Organization.objects.none(), label="For which district", empty_label=None)
    name = forms.CharField(label="Name", max_length=NAME_MAX, help_text=NAME_HELP)

    def __init__(self, *args: Any, buyers: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _for_organization(self, buyers)


class AddForm(ServiceForm, forms.Form):
    """To which list a model goes: one that there is, or a new one."""

    shortlist = forms.ChoiceField(label="Which shortlist?", widget=forms.RadioSelect)
    name = forms.CharField(label="Name of the new shortlist", max_length=NAME_MAX, help_text=NAME_HELP, required=False)
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label="For which district is a new one", empty_label=None, required=False
    )

    def __init__(
        self,
        *args: Any,
        lists: Sequence[Shortlist],
        holding: Sequence[Shortlist],
        buyers: Sequence[Organization],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._lists = {each.reference: each for each in lists}
        _for_organization(self, buyers)
        field = self.fields["shortlist"]
        whose = len(buyers) > 1
        field.choices = [
            *((each.reference, f"{each.name}, {each.organization}" if whose else each.name) for each in lists),
            (NEW, NEW_LABEL),
        ]
        field.initial = next((each.reference for each in lists if each not in holding), NEW)
        for name in ("name", "organization"):
            self.fields[name].is_needed_later = True
        if not lists:
            field.widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        """A name for a new list is never passed over in silence."""
        given = super().clean()
        if given.get("name") and given.get("shortlist") in self._lists:
            words = f"You typed a name for a new one. Choose “{NEW_LABEL}”, or leave the name empty."
            self.add_error("shortlist", words)
        return given

    def chosen(self) -> dict[str, Any]:
        """The list as the service takes it: `shortlist`, or `organization` and `name` of a new one."""
        given = self.cleaned_data
        if given["shortlist"] in self._lists:
            return {"shortlist": self._lists[given["shortlist"]]}
        return {"organization": given["organization"] or self.fields["organization"].queryset[0], "name": given["name"]}


class NoteForm(FreshForm):
    """A member's own note on a model."""

    text = forms.CharField(
        label="Your note",
        help_text="Your colleagues read it with your name. Leave it empty to take it back.",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=NOTE_MAX,
        required=False,
    )


class FreezeForm(FreshForm):
    """Whether the members' notes go into the record."""

    notes = forms.ChoiceField(
        label="Do your notes go into the record?",
        choices=[("in", "Yes, with each member’s name"), ("out", "No, leave them out")],
        widget=forms.RadioSelect,
    )


class RequestChoice(forms.ModelChoiceField):
    """Requests by what people call them."""

    def label_from_instance(self, request: PilotRequest) -> str:
        return f"{request.reference}, {request.title} ({request.get_state_display().lower()})"


class AttachForm(ServiceForm, forms.Form):
    """Beside which request a record is put."""

    request = RequestChoice(
        PilotRequest.objects.none(), label="Which request?", widget=forms.RadioSelect, empty_label=None
    )

    def __init__(self, *args: Any, requests: QuerySet[PilotRequest], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["request"].queryset = requests
