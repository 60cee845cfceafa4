"""Forms of a review: declaration, score, consensus score, and who is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from marketplace.components.fields import LinesField
from marketplace.lifecycles.forms import FreshForm, ServiceForm
from marketplace.organizations.queries import providers
from procurement.policy.criteria import SCORES, Criterion
from procurement.reviews.conflicts import Declared
from procurement.reviews.file_services import CHOICES
from procurement.reviews.models import Assignment, ConsensusScore, ReviewSubject, Score
from procurement.reviews.transitions import RecheckFinding
from procurement.rounds.models import Round

YES_NO = (("no", "No"), ("yes", "Yes"))

NOT_APPLICABLE_KEY = "na"


def initial_of(saved: Score | ConsensusScore) -> dict[str, Any]:
    """A saved score as its form's first values."""
    names = ("reason", "departure_reason") if isinstance(saved, ConsensusScore) else ("reason",)
    value = NOT_APPLICABLE_KEY if saved.is_not_applicable else str(saved.value)
    return {"value": value} | {name: getattr(saved, name) for name in names}


def begun_of(draft: dict[str, Any]) -> dict[str, Any]:
    """What was begun on a criterion as its form's first values."""
    value = "" if draft["value"] is None else str(draft["value"])
    return {"value": NOT_APPLICABLE_KEY if draft["is_not_applicable"] else value, "reason": draft["reason"]}


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

    def named(self) -> list[str]:
        """Nobody: whose application it is stands on the page."""
        return []

    def declared(self) -> Declared:
        """The answers, for the service."""
        return Declared(
            has_interest=self.cleaned_data["has_interest"] == "yes",
            has_family_interest=self.cleaned_data["has_family_interest"] == "yes",
            has_recent_work=self.cleaned_data["has_recent_work"] == "yes",
        )


class BlindDeclarationForm(ServiceForm, forms.Form):
    """A declaration by somebody who does not see whose application it is: their ties, among all providers."""

    providers = forms.ModelMultipleChoiceField(
        queryset=None,
        label="To which of these providers are you tied?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Shares, a contract, a job or the prospect of one, yours or your family’s or partner’s.",
    )
    others = LinesField(
        label="To which others?",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Firms that make or sell learning models and are not listed above, one a line.",
    )
    keeps_confidential = forms.BooleanField(
        label="I keep what I read, my scores and what the panel says to myself.", required=False
    )

    def __init__(self, *args: Any, subject: ReviewSubject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = subject.policy_version.rules.review.conflict_lookback_years
        span = "year" if years == 1 else f"{years} years"
        field = self.fields["providers"]
        field.queryset = providers()
        field.help_text = f"{field.help_text} Work for it in the last {span}, paid or unpaid, counts too."

    def declared(self) -> Declared:
        """Nothing about this provider alone; the ties that were named say it."""
        return Declared()

    def named(self) -> list[str]:
        """The providers that were named."""
        return [*(each.name for each in self.cleaned_data["providers"]), *self.cleaned_data["others"]]


class FileForm(ServiceForm, forms.Form):
    """What reviewers have in the place of one file."""

    choice = forms.ChoiceField(label="What reviewers get", choices=CHOICES, widget=forms.RadioSelect)
    copy = forms.FileField(
        label="The copy without names",
        required=False,
        allow_empty_file=True,
        max_length=255,
        help_text="Only where they get a copy. PDF, Word, Excel, CSV, plain text or a picture, at most 20 MB.",
    )
    is_checked = forms.BooleanField(
        label="I looked through every page and the file’s properties: what reviewers get shows no hidden name.",
        required=False,
    )


class NamesForm(ServiceForm, forms.Form):
    """Which of the words that are hidden as other spellings are no name."""

    not_names = forms.MultipleChoiceField(
        label="These are no names; let reviewers read them",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Leave the others empty. They stay hidden.",
    )

    def __init__(self, *args: Any, found: Mapping[str, tuple[str, int]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["not_names"].choices = [
            (each, f"“{each}”, hidden as {words} {'once' if count == 1 else f'{count} times'}")
            for each, (words, count) in found.items()
        ]


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
    """One score with its reason; the anchors are the choices, and, except for the gate, that it does not apply."""

    value = forms.ChoiceField(label="Your score", widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Reason",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        help_text="Two or three sentences. Point to what you read. The panel reads this.",
    )

    def __init__(self, *args: Any, criterion: Criterion, is_draft: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_draft:
            self.fields["value"].required = self.fields["reason"].required = False
        choices = [(str(score), anchor) for score, anchor in zip(SCORES, criterion.anchors, strict=True)]
        if not criterion.is_gate:
            choices.append((NOT_APPLICABLE_KEY, "Does not apply to this model. It then counts for nothing."))
        self.fields["value"].choices = choices

    def values(self) -> dict[str, Any]:
        """What was typed, for the service."""
        typed = dict(self.cleaned_data)
        chosen = typed.pop("value")
        does_apply = chosen != NOT_APPLICABLE_KEY
        return {"value": int(chosen) if chosen and does_apply else None, "is_not_applicable": not does_apply, **typed}


class ConsensusForm(ScoreForm, FreshForm):
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
        self.fields[
            "departure_reason"
        ].help_text = f"Needed when the score is more than {step_words} from the mean; else it is not kept."


class SummaryForm(ServiceForm, forms.Form):
    """The panel's words on the whole."""

    summary = forms.CharField(
        label="Strengths and weaknesses",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=4000,
        help_text="In the panel’s words. The provider reads them, and once a decision is public, everyone does.",
    )


class PersonForm(ServiceForm, forms.Form):
    """One person of a list, in the place of somebody who left where that is said."""

    person = forms.ModelChoiceField(queryset=None, label="Person")
    replaces = forms.ModelChoiceField(queryset=None, label="In whose place?", required=False)

    def __init__(self, *args: Any, people: Any, left: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people
        self.fields["replaces"].queryset = Assignment.objects.none() if left is None else left


class WithdrawalForm(ServiceForm, forms.Form):
    """What was discovered about a reviewer."""

    reason = forms.CharField(
        label="What was discovered?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        help_text="The reviewer and the department read it. It says that there is a tie, not that anybody is to blame.",
    )


class StandingPanelForm(ServiceForm, forms.Form):
    """Whom to suggest first, for a round or a part of it."""

    subject = forms.ChoiceField(label="For which subject?", required=False)
    grade_band = forms.ChoiceField(label="For which grades?", required=False)
    lead = forms.ModelChoiceField(queryset=None, label="Lead", required=False, empty_label="Nobody in particular")
    members = forms.ModelMultipleChoiceField(
        queryset=None,
        label="Reviewers",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose one."},
    )

    def __init__(self, *args: Any, asked: Round, leads: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = list(asked.categories.all())
        subjects = {row.subject: row.get_subject_display() for row in rows}
        grades = {row.grade_band: row.get_grade_band_display() for row in rows}
        self.fields["subject"].choices = [("", "Every subject"), *subjects.items()]
        self.fields["grade_band"].choices = [("", "Every grade"), *grades.items()]
        self.fields["lead"].queryset, self.fields["members"].queryset = leads, people


class DrawForm(ServiceForm, forms.Form):
    """How many declarations to check again."""

    count = forms.IntegerField(
        label="How many declarations?",
        min_value=1,
        max_value=200,
        initial=10,
        widget=forms.NumberInput(attrs={"class": "pg-short"}),
        help_text="Chance picks them. The draw is kept with its seed, so that anybody can repeat it.",
    )


class RecheckForm(ServiceForm, forms.Form):
    """What came of looking at a declaration again."""

    found = forms.ChoiceField(label="What did you find?", choices=RecheckFinding.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label="What you looked at",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="For the record, such as “Asked the employer; no contract in the last two years”.",
    )


class PaidForm(ServiceForm, forms.Form):
    """How an honorarium was paid."""

    note = forms.CharField(label="Check or transfer number", max_length=200)
