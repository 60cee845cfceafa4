"""What an evaluator types into the register."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.components.fields import LinesField
from marketplace.evaluators.models import Evaluator, TieKind
from marketplace.lifecycles.forms import FreshForm, ServiceForm

EXPERTISE_HINT = "Subjects, grades and methods, such as: randomized studies of early reading. It is public."
CONTACT_HINT = "Public: providers and districts write there."


def _expertise() -> forms.CharField:
    return forms.CharField(
        label="What you evaluate",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000,
        help_text=EXPERTISE_HINT,
    )


def _contact() -> forms.EmailField:
    return forms.EmailField(label="Contact", help_text=CONTACT_HINT)


class SelfForm(ServiceForm, forms.Form):
    """A person enters the register."""

    expertise = _expertise()
    contact = _contact()
    employers = LinesField(
        label="Who employs you", help_text="One a line. “Self-employed” is an answer. Public from now on."
    )


class FirmForm(ServiceForm, forms.Form):
    """A firm enters the register."""

    expertise = _expertise()
    contact = _contact()
    owners = LinesField(
        label="Who owns it", help_text="People and bodies, one a line. A university or foundation names itself."
    )


class EntryForm(FreshForm):
    """What an entry says, changed."""

    expertise = _expertise()
    contact = _contact()


class TieForm(ServiceForm, forms.Form):
    """One more tie."""

    kind = forms.ChoiceField(label="What ties you to it?", choices=TieKind.choices, widget=forms.RadioSelect)
    body = forms.CharField(label="Name of the body", max_length=200, help_text="The firm, university or person.")
    since_year = forms.IntegerField(
        label="Since", required=False, widget=forms.NumberInput(attrs={"class": "pg-short"}), help_text="A year."
    )
    until_year = forms.IntegerField(
        label="Until",
        required=False,
        widget=forms.NumberInput(attrs={"class": "pg-short"}),
        help_text="The last year. Leave it empty while the tie goes on.",
    )

    def __init__(self, *args: Any, evaluator: Evaluator, **options: Any) -> None:
        super().__init__(*args, **options)
        if evaluator.is_firm:
            kinds = [choice for choice in TieKind.choices if choice[0] != TieKind.EMPLOYER]
            self.fields["kind"].choices = kinds


class ReasonForm(ServiceForm, forms.Form):
    """A reason that everyone can read."""

    reason = forms.CharField(
        label="Why?", widget=forms.Textarea(attrs={"rows": 4}), max_length=2_000, help_text="Everyone can read it."
    )
