"""The draft of a round as an officer writes it; questions about it, and their answers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet

from marketplace.clocks.calendar import at_local, zone_named
from marketplace.components.fields import DayField
from marketplace.lifecycles.forms import FreshForm, ServiceForm
from marketplace.organizations.models import Organization
from marketplace.products.vocabulary import GradeBand, Service, Subject
from procurement.applicationforms.models import ApplicationFormVersion
from procurement.applicationforms.queries import newest_versions
from procurement.rounds.amendment_services import REASON_MAX_CHARACTERS
from procurement.rounds.models import Round, RoundDocument
from procurement.rounds.question_services import ANSWER_MAX_CHARACTERS, QUESTION_MAX_CHARACTERS
from procurement.rounds.services import Notice

EVERYONE = "everyone"
ON_A_DAY, ROLLING = "day", "rolling"


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
    closing = forms.ChoiceField(
        label="How does it close?",
        choices=[
            (ON_A_DAY, "On the day below"),
            (ROLLING, "Rolling: applications are taken until the department ends the round"),
        ],
        initial=ON_A_DAY,
        widget=forms.RadioSelect,
        help_text="Once the round is published, this stands.",
    )
    closes_on = DayField(label="Closes on", required=False, help_text="Leave it empty where the round is rolling.")
    closes_time = forms.TimeField(
        label="Closes at",
        initial=time(17),
        required=False,
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
    form = forms.ModelChoiceField(
        label="Application form",
        queryset=ApplicationFormVersion.objects.none(),
        empty_label=None,
        required=False,
        help_text="The round keeps its own copy: what is changed in the form later does not touch it.",
    )

    def __init__(self, *args: Any, zone: str, pinned: ApplicationFormVersion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        newest = newest_versions()
        offered = [each.pk for each in newest] + ([pinned.pk] if pinned else [])
        if len(offered) < 1:
            del self.fields["form"]
        else:
            self.fields["form"].queryset = ApplicationFormVersion.objects.filter(pk__in=offered)

    def clean(self) -> dict[str, Any]:
        """A day and a time where the round closes; no day where it is rolling."""
        typed = super().clean()
        if self.is_rolling:
            if typed.get("closes_on"):
                self.add_error("closes_on", "A rolling round has no closing day. Leave this empty, or choose the day.")
            return typed
        for name, words in (("closes_on", "Enter the closing day."), ("closes_time", "Enter the closing time.")):
            if name not in self.errors and typed.get(name) is None:
                self.add_error(name, words)
        return typed

    @property
    def is_rolling(self) -> bool:
        """Whether no closing was chosen."""
        return self.cleaned_data.get("closing") == ROLLING

    def _closing(self) -> datetime | None:
        data = self.cleaned_data
        return None if self.is_rolling else at_local(data["closes_on"], data["closes_time"], self.zone)

    def notice(self) -> Notice:
        """What was typed, for the service."""
        data = self.cleaned_data
        return Notice(
            title=data["title"],
            summary=data["summary"],
            opens_at=at_local(data["opens_on"], data["opens_time"], self.zone),
            closes_at=self._closing(),
            subjects=tuple(data["subjects"]),
            grade_bands=tuple(data["grade_bands"]),
            services=tuple(data["services"]),
            zone=self.zone,
            form=data.get("form"),
        )


def initial_of(draft: Round) -> dict[str, Any]:
    """A draft as the form's first values."""
    zone = zone_named(draft.zone)
    opens, closes = draft.opens_at.astimezone(zone), draft.closes_at and draft.closes_at.astimezone(zone)
    categories = list(draft.categories.all())
    return {
        "title": draft.title,
        "summary": draft.summary,
        "form": draft.form_version_id,
        "opens_on": opens.date(),
        "opens_time": opens.time(),
        "closing": ON_A_DAY if closes else ROLLING,
        "closes_on": closes and closes.date(),
        "closes_time": closes.time() if closes else time(17),
        "subjects": sorted({category.subject for category in categories}),
        "grade_bands": sorted({category.grade_band for category in categories}),
        "services": sorted({category.service for category in categories}),
    }


class AmendForm(RoundForm):
    """A published round with changes. Whoever made them looks at them once before they are published."""

    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=REASON_MAX_CHARACTERS,
        help_text="Everyone reads it on the round’s page.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("form", None)
        del self.fields["closing"]
        self.has_closing = self.initial["closing"] == ON_A_DAY
        if not self.has_closing:
            del self.fields["closes_on"], self.fields["closes_time"]

    @property
    def is_rolling(self) -> bool:
        """Whether the round has no closing to move."""
        return not self.has_closing

    @property
    def fingerprint(self) -> str:
        """Stands for all that was typed."""
        typed = sorted((name, self.data.getlist(name)) for name in self.fields if name != "seen")
        return hashlib.sha256(repr(typed).encode()).hexdigest()[:16]

    @property
    def was_looked_at(self) -> bool:
        """Whether exactly this was looked at."""
        return self.data.get("looked_at") == self.fingerprint


class DocumentForm(FreshForm):
    """A document to read with a round."""

    title = forms.CharField(max_length=150, help_text="As everyone reads it, such as “Model contract”.")
    upload = forms.FileField(
        label="The file",
        allow_empty_file=True,
        max_length=255,
        help_text="PDF, Word, Excel, CSV, plain text or a picture, at most 20 MB.",
    )
    replaces = forms.ModelChoiceField(
        label="It takes the place of", queryset=RoundDocument.objects.none(), required=False, empty_label="None"
    )
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=REASON_MAX_CHARACTERS,
        help_text="Everyone reads it on the round’s page.",
    )

    def __init__(self, *args: Any, documents: QuerySet[RoundDocument], is_draft: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["replaces"].queryset = documents
        if is_draft:
            del self.fields["reason"]


class ExtendForm(ServiceForm, forms.Form):
    """More time, for everyone or for one provider. The day and time are in the round's zone."""

    organization = forms.ChoiceField(
        label="For whom?", help_text="An outage gives everyone the same time, and everyone reads why."
    )
    closes_on = DayField(label="Until")
    closes_time = forms.TimeField(
        label="At", initial=time(17), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=REASON_MAX_CHARACTERS,
        help_text="For everyone: it is public. For one provider: that provider and the department read it.",
    )

    def __init__(self, *args: Any, asked: Round, organizations: QuerySet[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = asked.zone
        self.by_key: dict[str, Organization | None] = {EVERYONE: None}
        self.by_key |= {str(each.pk): each for each in organizations}
        names = [(key, each.name if each else "Everyone, after an outage") for key, each in self.by_key.items()]
        self.fields["organization"].choices = [("", "Choose"), *names]

    def values(self) -> dict[str, Any]:
        """What was typed, for the service."""
        typed = self.cleaned_data
        return {
            "organization": self.by_key[typed["organization"]],
            "closes_at": at_local(typed["closes_on"], typed["closes_time"], self.zone),
            "reason": typed["reason"],
        }


class EndForm(ServiceForm, forms.Form):
    """The end of a rolling round. The day and time are in the round's zone."""

    ends_on = DayField(label="Ends on")
    ends_time = forms.TimeField(
        label="Ends at",
        initial=time(17),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        help_text="Applications are taken until this instant, and refused from it on.",
    )
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=REASON_MAX_CHARACTERS,
        help_text="Everyone reads it on the round’s page.",
    )

    def __init__(self, *args: Any, asked: Round, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = asked.zone

    def values(self) -> dict[str, Any]:
        """What was typed, for the service."""
        typed = self.cleaned_data
        ends_at = at_local(typed["ends_on"], typed["ends_time"], self.zone)
        return {"ends_at": ends_at, "reason": typed["reason"]}


class HiddenForm(FreshForm):
    """What reviewers do not see of an application."""

    hidden = forms.MultipleChoiceField(
        label="Hidden from reviewers", widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hidden"].choices = choices


class AskForm(ServiceForm, forms.Form):
    """A question. Who belongs to several providers says for which one."""

    organization = forms.ChoiceField(label="For which organization do you ask?", widget=forms.RadioSelect)
    text = forms.CharField(
        label="Your question",
        widget=forms.Textarea(attrs={"rows": 6}),
        max_length=QUESTION_MAX_CHARACTERS,
        help_text="One matter at a time. Leave out who you are: no organization, people or models by name.",
    )

    def __init__(self, *args: Any, organizations: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_key = {str(each.pk): each for each in organizations}
        if len(self.by_key) < 2:
            del self.fields["organization"]
        else:
            self.fields["organization"].choices = [(key, each.name) for key, each in self.by_key.items()]

    def values(self) -> dict[str, Any]:
        """What was typed, for the service."""
        only = next(iter(self.by_key), "")
        chosen = self.by_key[self.cleaned_data.get("organization", only)]
        return {"organization": chosen, "text": self.cleaned_data["text"]}


class AnswerForm(ServiceForm, forms.Form):
    """The question as everyone reads it, and its answer."""

    published_text = forms.CharField(
        label="The question as everyone reads it",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=QUESTION_MAX_CHARACTERS,
        help_text="Take out whatever could tell who asked. The meaning stays.",
    )
    answer = forms.CharField(label="Answer", widget=forms.Textarea(attrs={"rows": 8}), max_length=ANSWER_MAX_CHARACTERS)


class RejectForm(ServiceForm, forms.Form):
    """Why a question is not answered."""

    reason = forms.CharField(
        label="Why is it not answered?",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=QUESTION_MAX_CHARACTERS,
        help_text="Only whoever asked and the department read this.",
    )
