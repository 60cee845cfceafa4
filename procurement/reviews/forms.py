"""Forms of a review: declaration, score, consensus score, and who is asked."""

from __future__ import annotations

from typing import Any

from django import forms

from marketplace.lifecycles.forms import ServiceForm
from procurement.policy.criteria import SCORES, Criterion
from procurement.reviews.conflicts import Declared
from procurement.reviews.models import ReviewSubject

YES_NO = (("no", "No"), ("yes", "Yes"))


def _question(label: str, hint: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, help_text=hint, choices=YES_NO, widget=forms.RadioSelect)


class DeclarationForm(ServiceForm, forms.Form):
    """A reviewer's declaration about one provider."""

    has_interest = _question(
        "Do you have a financial or other interest in this provider?",
        "Shares, a contract, a job or the prospect of one.",
    )
    has_family_interest = _question("Does somebody of your family, or your partner, have one?")
    has_recent_work = forms.ChoiceField(choices=YES_NO, widget=forms.RadioSelect)
    keeps_confidential = forms.BooleanField(
        label="I keep what I read, my scores and what the panel says to myself.", required=False
    )

    def __init__(self, *args: Any, subject: ReviewSubject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = subject.policy_version.rules.review.conflict_lookback_years
        span = "year" if years == 1 else f"{years} years"
        self.fields["has_recent_work"].label = f"Have you worked for it, paid or unpaid, in the last {span}?"

    def declared(self) -> Declared:
        """The answers, for the service."""
        return Declared(
            has_interest=self.cleaned_data["has_interest"] == "yes",
            has_family_interest=self.cleaned_data["has_family_interest"] == "yes",
            has_recent_work=self.cleaned_data["has_recent_work"] == "yes",
        )


class ReasonForm(ServiceForm, forms.Form):
    """Why a review is given back."""

    reason = forms.CharField(
        label="Why you give it back",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": "Say in a few words why, so that we can ask somebody else."},
        help_text="Only the department reads this.",
    )


class ScoreForm(ServiceForm, forms.Form):
    """One score with its reason; the anchors are the choices."""

    value = forms.TypedChoiceField(label="Your score", coerce=int, empty_value=None, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        help_text="Two or three sentences. Point to what you read. The panel reads this.",
    )

    def __init__(self, *args: Any, criterion: Criterion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].choices = list(zip(SCORES, criterion.anchors, strict=True))


class ConsensusForm(ScoreForm):
    """The panel's common score on one criterion."""

    departure_reason = forms.CharField(
        label="Why the panel moved from the reviewers’ mean",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args: Any, step_words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].label = "The panel’s score"
        self.fields["reason"].label = "The panel’s reason"
        self.fields["reason"].help_text = "What the panel agreed, without names. The provider reads it."
        self.fields["departure_reason"].help_text = f"Needed when the score is more than {step_words} from the mean."


class SummaryForm(ServiceForm, forms.Form):
    """The panel's words on the whole."""

    summary = forms.CharField(
        label="Strengths and weaknesses",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        help_text="In the panel’s words. The provider reads them, and once a decision is public, everyone does.",
    )


class PersonForm(ServiceForm, forms.Form):
    """One person of a list."""

    person = forms.ModelChoiceField(queryset=None, label="Person")

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
