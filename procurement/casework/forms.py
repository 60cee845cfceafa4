"""Forms of case work: what to do with several applications, and what to write to a provider."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from marketplace.lifecycles.forms import ServiceForm
from procurement.applications.checklist import CHECKLIST
from procurement.applications.models import Application
from procurement.casework.models import BatchAct
from procurement.casework.services import TEXT_MAX_CHARACTERS

HINTS = {
    BatchAct.SCREEN: "For applications that wait for a check. Tick below what you have looked at in all of them.",
    BatchAct.CURE: "For applications that wait for a check. Choose below which sections may be changed.",
    BatchAct.ASSIGN: "For applications under review. The portal proposes by expertise, load and conflict.",
    BatchAct.REMIND: "The provider, a reviewer, the lead or an officer; nobody twice on one day.",
    BatchAct.MESSAGE: "The provider reads it in the portal.",
    BatchAct.DETERMINE: "For applications on which a decision is recommended. Only determiners can.",
}


class BatchForm(ServiceForm, forms.Form):
    """Which act, with which applications, and the reason that each has until you give it another."""

    act = forms.ChoiceField(label="What to do", choices=BatchAct.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Reason or text",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=TEXT_MAX_CHARACTERS,
        required=False,
        help_text="The same for all; on the next page each can have its own.",
    )
    checked = forms.MultipleChoiceField(
        label="To open the review: I have looked at each of these, in each application",
        choices=[(item.key, item.words) for item in CHECKLIST],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sections = forms.MultipleChoiceField(
        label="To ask for what is missing: which sections may be changed?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    chosen = forms.MultipleChoiceField(
        label="Applications",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one application."},
    )

    def __init__(self, *args: Any, shown: Iterable[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = {str(each.pk): each for each in shown}
        self.fields["act"].choice_hints = HINTS
        self.fields["chosen"].choices = [
            (key, f"{each.model.name}, {each.provider}") for key, each in self.shown.items()
        ]
        self.fields["chosen"].choice_hints = {
            key: f"{each.reference}: {each.get_state_display()}" for key, each in self.shown.items()
        }
        asked = {each.round_id: each.round for each in self.shown.values()}
        sections = {part.key: part.title for one in asked.values() for part in one.definition.sections}
        self.fields["sections"].choices = list(sections.items())
        if not sections:
            del self.fields["sections"]

    def values(self) -> dict[str, Any]:
        """What was chosen, for the service."""
        typed = self.cleaned_data
        common = {name: typed.get(name, []) for name in ("checked", "sections")}
        applications = [self.shown[key] for key in typed["chosen"]]
        return {"act": typed["act"], "applications": applications, "reason": typed["reason"], "common": common}


class MessageForm(ServiceForm, forms.Form):
    """What the provider should know."""

    text = forms.CharField(
        label="Write to the provider",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=TEXT_MAX_CHARACTERS,
        help_text="Its people read it here. The mail only says that it is there.",
    )
