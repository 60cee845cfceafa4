"""The form of one section, made from its definition. It keeps whatever is typed; what is wrong is said afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from marketplace.lifecycles.forms import ServiceForm
from marketplace.products.tier_names import tier_phrase
from marketplace.products.vocabulary import Tier
from procurement.applicationforms.kinds import is_blank
from procurement.applicationforms.questions import Answers, FormDefinition, Question, Section
from procurement.applicationforms.wording import limits_of
from procurement.applications.links import Linked
from procurement.applications.section_widgets import FileWidget, TableWidget

LONG_ANSWER_WORDS = 60


class _Kept:
    """Keeps whatever was typed. What is wrong with it is said after it is saved, so that nothing is lost."""

    def validate(self, value: Any) -> None:
        """Accept it."""

    def run_validators(self, value: Any) -> None:
        """Accept it."""


class KeptText(_Kept, forms.CharField):
    """Text, kept as typed."""


class KeptChoice(_Kept, forms.ChoiceField):
    """One of several, or nothing yet."""


class KeptChoices(_Kept, forms.MultipleChoiceField):
    """Some of several, or nothing yet."""


class KeptTick(_Kept, forms.BooleanField):
    """A confirmation, or not yet."""


class KeptTable(_Kept, forms.Field):
    """Rows, kept as typed."""


class KeptFile(forms.Field):
    """A file that is uploaded now, or the one that was: ``known`` names the files of the application by key."""

    def __init__(self, *, known: dict[str, str], **options: Any) -> None:
        super().__init__(widget=FileWidget(known=known), **options)
        self.known = known

    def clean(self, value: Any) -> Any:
        """The upload, or key and name of a file of this application, or None."""
        if isinstance(value, UploadedFile):
            return value
        return {"key": value, "label": self.known[value]} if value in self.known else None


class KeptRecord(KeptChoice):
    """A record of the portal, by its key."""

    def prepare_value(self, value: Any) -> Any:
        """The key of what was chosen."""
        return value.get("key", "") if isinstance(value, Mapping) else value

    def clean(self, value: Any) -> Any:
        """Key and name of what was chosen; as typed where it is not offered."""
        names = dict(self.choices)
        return {"key": value, "label": names[value]} if value and value in names else value or None


class SectionForm(ServiceForm, forms.Form):
    """One section as its page shows it. It accepts everything; ``show_faults`` says what needs a change."""

    use_required_attribute = False
    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        section: Section,
        definition: FormDefinition,
        others: Answers,
        tier: str,
        today: date,
        linked: Linked,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.section, self.definition, self.others, self.tier, self.today = section, definition, others, tier, today
        for question in section.questions:
            self.fields[question.key] = _field(question, tier, linked)

    @property
    def asked(self) -> list[tuple[Question, Any]]:
        """The questions with their bound fields, in order."""
        return [(question, self[question.key]) for question in self.section.questions]

    def typed(self) -> dict[str, Any]:
        """What was typed, by question."""
        return {question.key: self.cleaned_data.get(question.key) for question in self.section.questions}

    def typed_in_words(self) -> dict[str, Any]:
        """What was typed without the files that came with it: those are kept by a press of a button only."""
        return {key: value for key, value in self.typed().items() if not isinstance(value, UploadedFile)}

    def uploads(self) -> dict[str, UploadedFile]:
        """The files that came with this form, by question."""
        return {key: value for key, value in self.typed().items() if isinstance(value, UploadedFile)}

    def hold(self, key: str, answer: Mapping[str, str]) -> None:
        """A file that came with this form is kept now, so that a page shown again need not ask for it."""
        self.fields[key].known[answer["key"]] = answer["label"]
        self.data, self.files = self.data.copy(), {name: file for name, file in self.files.items() if name != key}
        self.data[f"{key}-kept"] = answer["key"]

    def show_faults(self, *, only_typed: bool) -> bool:
        """Put what needs a change beside each question that is asked; True when there is something."""
        typed = self.typed()
        asked = self.definition.asked_in(self.section.key, {**self.others, self.section.key: typed})
        faults = asked.faults(typed, self.tier, today=self.today)
        shown = {key: words for key, words in faults.items() if not only_typed or not is_blank(typed[key])}
        for key, words in shown.items():
            self.add_error(key, words)
        return bool(shown)


def data_of(section: Section, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Saved answers as a browser would send them."""
    data: dict[str, Any] = {}
    for question in section.questions:
        typed = answers.get(question.key)
        if question.kind == "table":
            data |= TableWidget.data_of(question.key, typed)
        elif question.kind == "file" and not is_blank(typed):
            data[f"{question.key}-kept"] = typed["key"]
        elif question.kind == "record" and isinstance(typed, Mapping):
            data[question.key] = typed.get("key", "")
        elif typed not in (None, False):
            data[question.key] = typed
    return data


def _field(question: Question, tier: str, linked: Linked) -> forms.Field:
    common = {"label": question.label, "help_text": _hint(question, tier), "required": question.is_required(tier)}
    if question.kind == "attestation":
        return KeptTick(**common)
    if question.kind == "choice":
        return KeptChoice(choices=question.choices, widget=forms.RadioSelect, **common)
    if question.kind == "choices":
        return KeptChoices(choices=question.choices, widget=forms.CheckboxSelectMultiple, **common)
    if question.kind == "table":
        return KeptTable(widget=TableWidget(question.columns, rows_max=question.rows_max), **common)
    if question.kind == "file":
        return KeptFile(known=linked.files, **common)
    if question.kind == "record":
        return KeptRecord(choices=[("", "Choose"), *linked.records.get(question.record, ())], **common)
    if question.kind == "text" and (question.words_max or LONG_ANSWER_WORDS) >= LONG_ANSWER_WORDS:
        rows = 8 if (question.words_max or 0) > 120 else 4
        return KeptText(widget=forms.Textarea(attrs={"rows": rows}), **common)
    return KeptText(widget=_input(question), **common)


def _input(question: Question) -> forms.Widget:
    if question.kind == "date":
        return forms.DateInput(attrs={"type": "date", "class": "pg-medium"})
    if question.kind in ("number", "money"):
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "pg-short"})
        widget.is_money = question.kind == "money"
        return widget
    return forms.TextInput()


def _hint(question: Question, tier: str) -> str:
    condition = question.shown_when.words if question.shown_when else ""
    return " ".join(filter(None, [condition, question.help, _needed_by(question, tier), *limits_of(question)]))


def _needed_by(question: Question, tier: str) -> str:
    """Where only some tiers need an answer: which, and whether the one asked for does."""
    if not question.required_for or set(question.required_for) >= set(Tier.values):
        return ""
    named = " or ".join(tier_phrase(each) for each in question.required_for)
    asked = tier_phrase(tier)
    if question.is_required(tier):
        return f"Needed, because you ask for {asked}."
    return f"Not needed for {asked}; needed for {named}."
