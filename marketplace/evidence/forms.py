"""Forms for studies, their authors, and the reasons behind a model."""

from typing import Any

from django import forms

from marketplace.components.fields import LinesField
from marketplace.evaluators.queries import can_be_named
from marketplace.evidence.models import Rationale, Study
from marketplace.evidence.vocabulary import (
    DOMAIN_CHOICES,
    AssignedBy,
    Boundary,
    Design,
    MeasureKind,
    MeasureOwner,
    Part,
)
from marketplace.lifecycles.forms import FreshForm, ServiceForm
from marketplace.products.vocabulary import GradeBand, Locale, Subject


class EditionForm(ServiceForm, forms.Form):
    """A form that knows which save it was opened on."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def reopen_on(self, edition: int) -> None:
        """Keep what was typed, and let the next save go on from this edition."""
        self.data = self.data.copy()
        self.data["edition"] = str(edition)

    def answers(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "edition"}


class StudyForm(EditionForm):
    """How a study was built and where it took place."""

    label = forms.CharField(label="Short name", max_length=120, help_text="Authors and year, such as “Okoro, 2024”.")
    citation = forms.CharField(
        label="Full reference",
        required=False,
        widget=forms.Textarea,
        max_length=2000,
        help_text="As a reader would look it up.",
    )
    url = forms.URLField(
        label="Where to read it", required=False, assume_scheme="https", help_text="An address that anyone can open."
    )
    year = forms.IntegerField(label="Year", required=False, min_value=1950, max_value=2100)
    design = forms.ChoiceField(label="Who was compared with whom?", choices=Design.choices, widget=forms.RadioSelect)
    assigned_by = forms.ChoiceField(
        label="What was assigned?",
        choices=[choice for choice in AssignedBy.choices if choice[0] != AssignedBy.GROUP],
        widget=forms.RadioSelect,
        initial=AssignedBy.STUDENT,
        help_text="Whole classes or schools make the result less sure; we count that.",
    )
    boundary = forms.ChoiceField(
        label="How strictly is the loss of students judged?",
        choices=Boundary.choices,
        widget=forms.RadioSelect,
        initial=Boundary.CAUTIOUS,
        help_text="Cautious, unless a protocol written before the data says otherwise.",
    )
    is_compromised = forms.BooleanField(
        label="Students or classes changed groups after they were assigned at random", required=False
    )
    has_confound = forms.BooleanField(
        label="Something else differed between the groups, such as one teacher teaching all of one group",
        required=False,
    )
    school_count = forms.IntegerField(label="Schools", required=False, min_value=1, max_value=100_000)
    districts = LinesField(
        label="Districts", required=False, help_text="One a line. Settings are counted from these names."
    )
    locales = forms.MultipleChoiceField(
        label="Kind of place", choices=Locale.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    funders = LinesField(
        label="Who paid for the study", required=False, help_text="One a line. Name the provider too if it paid."
    )

    def __init__(self, *args: Any, study: Study | None = None, **options: Any) -> None:
        if study is not None:
            names = [name for name in self.base_fields if name != "edition"]
            options["initial"] = {name: getattr(study, name) for name in names} | {"edition": study.edition}
        super().__init__(*args, **options)


class AuthorForm(ServiceForm, forms.Form):
    """What an author declares. Whether a study is independent is derived from it."""

    name = forms.CharField(label="Author", max_length=150)
    employer = forms.CharField(
        label="Employer at the time", max_length=200, help_text="A university, district, firm; or “self-employed”."
    )
    paid_by = forms.CharField(
        label="Paid for the study by", max_length=200, required=False, help_text="If not by the employer."
    )
    owns_share = forms.BooleanField(label="Owns a part of the provider, or did", required=False)
    made_model = forms.BooleanField(label="Helped make the model", required=False)


class EvaluatorForm(ServiceForm, forms.Form):
    """An evaluator of the register, as author of a study or as who ran it."""

    evaluator = forms.ModelChoiceField(None, label="Evaluator", empty_label="Choose from the register")
    part = forms.ChoiceField(
        label="What was their part?", choices=Part.choices, widget=forms.RadioSelect, initial=Part.AUTHOR
    )
    paid_by = forms.CharField(
        label="Paid for the study by", max_length=200, required=False, help_text="Name the provider if it paid."
    )
    made_model = forms.BooleanField(label="Helped make the model", required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["evaluator"].queryset = can_be_named()


class DisputeForm(ServiceForm, forms.Form):
    """Why a study is not one's own."""

    reason = forms.CharField(
        label="What is wrong?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        help_text="The provider and everyone who reads the study see it.",
    )


class FindingsFileForm(ServiceForm, forms.Form):
    """A file with one finding a row."""

    file = forms.FileField(
        label="The file", help_text="CSV, at most 2 MB and 1,000 rows.", allow_empty_file=True, max_length=255
    )


class MeasuresFileForm(ServiceForm, forms.Form):
    """A file with one measure a row, or the text of one that was looked at and is sent to be entered."""

    file = forms.FileField(
        label="The file",
        help_text="CSV, at most 1,000 rows.",
        allow_empty_file=True,
        max_length=255,
        error_messages={"required": "Choose the file with the measures."},
    )
    content = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *args: Any, **options: Any) -> None:
        super().__init__(data, *args, **options)
        self.fields["file"].required = not (data and data.get("content"))

    def sent(self) -> bytes:
        """The bytes of the file, or of its text as it was shown."""
        file = self.cleaned_data["file"]
        return file.read() if file else self.cleaned_data["content"].encode()


class ConfirmForm(ServiceForm, forms.Form):
    """Nothing to type: sending it is the answer."""


class RationaleForm(EditionForm):
    """The package that an early-stage model stands on."""

    logic_model = forms.CharField(
        label="Why it should work",
        required=False,
        widget=forms.Textarea,
        max_length=8000,
        help_text="What students and teachers do, what that changes, and which result follows.",
    )
    citations = LinesField(
        label="Research behind it",
        required=False,
        max_length=8000,
        help_text="One reference a line; five or more. Research on the ideas, not on the model itself.",
    )
    evaluation_plan = forms.CharField(
        label="The study you will run",
        required=False,
        widget=forms.Textarea,
        max_length=8000,
        help_text="Whom it compares, on which measure, how many students, who runs it, by when.",
    )

    def __init__(self, *args: Any, rationale: Rationale | None, **options: Any) -> None:
        initial = {"edition": 0}
        if rationale is not None:
            names = ("logic_model", "citations", "evaluation_plan", "edition")
            initial = {name: getattr(rationale, name) for name in names}
        super().__init__(*args, initial=initial, **options)


def _subject() -> forms.ChoiceField:
    return forms.ChoiceField(label="Subject", required=False, choices=[("", "Not on record"), *Subject.choices])


def _grade_bands() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Grades it is made for", choices=GradeBand.choices, required=False, widget=forms.CheckboxSelectMultiple
    )


def _accommodations() -> forms.CharField:
    return forms.CharField(
        label="Accommodations",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text="Such as large print, read aloud, extra time, other languages, and whether scores stay comparable.",
    )


class MeasureFactsForm(FreshForm):
    """For whom a measure is made."""

    subject = _subject()
    grade_bands = _grade_bands()
    accommodations = _accommodations()


class MeasureForm(ServiceForm, forms.Form):
    """A measure proposed for the registry."""

    name = forms.CharField(
        label="Name of the measure", max_length=300, help_text="As its publisher gives it, with the subtest."
    )
    owner = forms.ChoiceField(
        label="Whose measure is it?",
        widget=forms.RadioSelect,
        choices=[choice for choice in MeasureOwner.choices if choice[0] != MeasureOwner.NOT_RECORDED],
        help_text="A provider’s own measure is shown, but carries no tier.",
    )
    kind = forms.ChoiceField(label="When is it used?", choices=MeasureKind.choices, widget=forms.RadioSelect)
    domain = forms.ChoiceField(label="What does it measure?", choices=DOMAIN_CHOICES)
    subject = _subject()
    grade_bands = _grade_bands()
    accommodations = _accommodations()
    is_normed = forms.BooleanField(label="It is normed on students across the country", required=False)
    higher_is_better = forms.TypedChoiceField(
        label="Which way is better?",
        choices=[("True", "A higher score is better"), ("False", "A lower score is better")],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
        initial="True",
    )
    scale_minimum = forms.DecimalField(label="Lowest possible score", required=False, max_digits=12, decimal_places=4)
    scale_maximum = forms.DecimalField(label="Highest possible score", required=False, max_digits=12, decimal_places=4)
