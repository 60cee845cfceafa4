"""The one form of a direct request: nine questions, most of them short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from marketplace.clocks.words import day_words
from marketplace.components.fields import DayField, LinesField, MoneyField
from marketplace.lifecycles.forms import FreshForm, ServiceForm
from marketplace.organizations.models import Organization
from marketplace.products.vocabulary import GradeBand, Subject
from procurement.designations.models import Designation
from procurement.quotes.models import FundingSource, PilotRequest
from procurement.quotes.queries import measures_for
from procurement.quotes.research import Research
from procurement.quotes.services import Answers


class RequestForm(FreshForm):
    """What the district needs. Everything else comes from model, district and policy, and can be negotiated."""

    buyer = forms.ModelChoiceField(Organization.objects.none(), label="For which district", empty_label=None)
    scope = forms.ChoiceField(label="Subject and grades", help_text="What this model is approved for.")
    need = forms.CharField(
        label="What do your students need?",
        help_text="Two or three sentences. The provider reads them.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=3000,
    )
    students_count = forms.IntegerField(
        label="How many students?", min_value=1, max_value=100_000, help_text="At most; fewer may take part."
    )
    sites = LinesField(
        label="Which schools?", help_text="One on a line.", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000
    )
    starts_on = DayField(label="First day of the pilot")
    ends_on = DayField(label="Last day of the pilot")
    total = MoneyField(label="Total price", min_cents=100, required=False)
    funding_source = forms.ChoiceField(label="What pays for it?", choices=FundingSource.choices)
    measure = forms.ModelChoiceField(
        measures_for("").none(),
        label="What will show whether it worked?",
        help_text="A test that was checked by experts and is not the provider’s own.",
        empty_label=None,
    )
    research = forms.ChoiceField(
        label="Which market research stands beside it?",
        help_text="Your frozen shortlists that hold this model. Only your own people see it.",
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        designation: Designation,
        buyers: list[Organization],
        price_words: str = "",
        research: Sequence[Research] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        scopes = {(scope.subject, scope.grade_band) for scope in designation.scopes.all()}
        self.fields["scope"].choices = [
            (f"{subject}|{grades}", f"{Subject(subject).label}, {GradeBand(grades).label.lower()}")
            for subject, grades in sorted(scopes)
        ]
        self.fields["buyer"].queryset = Organization.objects.filter(pk__in=[buyer.pk for buyer in buyers])
        if len(buyers) == 1:
            self.fields["buyer"].widget = forms.HiddenInput()
            self.fields["buyer"].initial = buyers[0].pk
        subjects = {subject for subject, _grades in scopes}
        self.fields["measure"].queryset = measures_for(subjects.pop() if len(subjects) == 1 else "")
        self.fields["total"].help_text = price_words
        self.fields["research"].choices = [
            ("", "None"),
            *((one.reference, _title(one, of_several=len(buyers) > 1)) for one in research),
        ]
        if not research:
            del self.fields["research"]

    def answers(self) -> Answers:
        """What was typed, as the service takes it."""
        given = self.cleaned_data
        subject, grade_band = given["scope"].split("|")
        return Answers(
            need=given["need"],
            subject=subject,
            grade_band=grade_band,
            students_count=given["students_count"],
            sites=given["sites"],
            starts_on=given["starts_on"],
            ends_on=given["ends_on"],
            measure=given["measure"],
            funding_source=given["funding_source"],
            total_cents=given["total"],
        )


def _title(research: Research, *, of_several: bool) -> str:
    whose = f", {research.organization}" if of_several else ""
    return f"{research.title}{whose} ({research.reference}, frozen {day_words(timezone.localdate(research.frozen_at))})"


class ReasonForm(ServiceForm, forms.Form):
    """Why something ends."""

    reason = forms.CharField(
        label="Why?", help_text="The other side reads it.", widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )


def initial_of(request: PilotRequest) -> dict[str, Any]:
    """A draft's answers as the form shows them."""
    one = request.price_lines[0]
    return {
        "buyer": request.buyer_id,
        "scope": f"{request.subject}|{request.grade_band}",
        "need": request.need,
        "students_count": request.students_count,
        "sites": request.sites,
        "starts_on": request.starts_on,
        "ends_on": request.ends_on,
        "total": None if one["unit"] == "student" else request.estimated_total_cents,
        "funding_source": request.funding_source,
        "measure": request.measure_id,
    }
