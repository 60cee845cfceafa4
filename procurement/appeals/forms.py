"""What people type in an appeal."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.lifecycles.forms import ServiceForm
from marketplace.products.tier_names import tier_choices
from procurement.appeals.models import Appeal
from procurement.designations.forms import exception_field
from procurement.designations.letters import scope_in_words
from procurement.designations.services import scope_open_to
from procurement.reviews.conflicts import Declared

YES_NO = [("no", "No"), ("yes", "Yes")]
FILE_HELP = "PDF, Word, Excel, CSV or a picture, at most 20 MB. Only the department reads it."


def _long(label: str, rows: int = 6, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class FilingForm(ServiceForm, forms.Form):
    """What a provider holds against a decision."""

    grounds = _long(
        "What do you hold against the decision?",
        rows=8,
        help_text="Name each point, and what the department should have found. Public once the appeal is decided.",
    )
    new_evidence = _long(
        "What is new?",
        required=False,
        help_text="Facts or results that the decision did not know. Only the department reads this.",
    )
    upload = forms.FileField(
        label="A file with new evidence",
        required=False,
        allow_empty_file=True,
        max_length=255,
        help_text=f"{FILE_HELP} You can add more on the next page, while the time to appeal runs.",
    )


class EvidenceForm(ServiceForm, forms.Form):
    """One more file."""

    upload = forms.FileField(label="One more file", allow_empty_file=True, max_length=255, help_text=FILE_HELP)


class TakeUpForm(ServiceForm, forms.Form):
    """An appeal officer's declaration."""

    has_interest = forms.ChoiceField(
        label="Do you have a financial or other interest in this provider?", choices=YES_NO, widget=forms.RadioSelect
    )
    has_family_interest = forms.ChoiceField(
        label="Does somebody of your family, or your partner, have one?", choices=YES_NO, widget=forms.RadioSelect
    )
    has_recent_work = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect)

    def __init__(self, *args: Any, appeal: Appeal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = appeal.determination.policy_version.rules.review.conflict_lookback_years
        span = "year" if years == 1 else f"{years} years"
        self.fields["has_recent_work"].label = f"Have you worked for it, paid or unpaid, in the last {span}?"

    def declared(self) -> Declared:
        """The answers, for the service."""
        return Declared(**{name: self.cleaned_data[name] == "yes" for name in self.fields})


class DismissForm(ServiceForm, forms.Form):
    """Why the decision stands."""

    reason = _long("Why does the decision stand?", help_text="Answer each point of the appeal. Everyone reads it.")


class GrantForm(ServiceForm, forms.Form):
    """The decision that takes the place of the one appealed."""

    tier = forms.ChoiceField(label="You decide", choices=tier_choices, widget=forms.RadioSelect)
    reason = _long("Why is the appeal granted?", help_text="Answer each point of the appeal. Everyone reads it.")
    scope = forms.MultipleChoiceField(label="It covers", widget=forms.CheckboxSelectMultiple, required=False)
    conditions = _long("Conditions", rows=3, required=False, max_length=3000, help_text="They are public.")
    exception = exception_field()

    def __init__(self, *args: Any, appeal: Appeal, **kwargs: Any) -> None:
        before = appeal.determination
        initial = {
            "tier": before.tier,
            "scope": ["|".join(row) for row in before.scope or scope_open_to(before)],
            "conditions": before.conditions,
        }
        super().__init__(*args, initial=initial, **kwargs)
        possible = scope_open_to(before)
        values = ["|".join(row) for row in possible]
        self.fields["scope"].choices = list(zip(values, scope_in_words(possible), strict=True))
        self._criteria = {f"reason_{row['key']}": row for row in before.reasons if row.get("key")}
        for name, row in self._criteria.items():
            self.fields[name] = _long(
                row["criterion"], rows=2, required=False, max_length=3000, help_text=f"Decided so far: {row['reason']}"
            )

    @property
    def criteria(self) -> list[forms.BoundField]:
        """The fields of the criteria, in order."""
        return [self[name] for name in self._criteria]

    def decision(self) -> dict[str, Any]:
        """What the service takes."""
        data = self.cleaned_data
        return {
            "tier": data["tier"],
            "reason": data["reason"],
            "reasons": {row["key"]: data[name] for name, row in self._criteria.items()},
            "conditions": data["conditions"],
            "exception": data["exception"],
            "scope": [tuple(value.split("|")) for value in data["scope"]],
        }
