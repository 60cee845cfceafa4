"""The registry of measures as a list."""

from typing import Any

import django_filters
import django_tables2
from django import forms
from django.db.models import QuerySet

from marketplace.evidence.models import Measure
from marketplace.evidence.vocabulary import DOMAIN_CHOICES, OUTCOME_DOMAINS, MeasureKind, MeasureOwner, Validation
from marketplace.listing.tables import Table
from marketplace.products.vocabulary import Subject


class MeasureTable(Table):
    """Measures with their owner, kind and whether they can carry a tier."""

    name = django_tables2.Column(verbose_name="Measure", linkify=("catalog:measure", [django_tables2.A("pk")]))
    domain = django_tables2.Column(verbose_name="What it measures")
    subject = django_tables2.Column(verbose_name="Subject", default="Not on record")
    grade_bands = django_tables2.Column(verbose_name="Grades", orderable=False, empty_values=())
    owner = django_tables2.Column(verbose_name="Owner")
    kind = django_tables2.Column(verbose_name="Used")
    validation = django_tables2.Column(verbose_name="Validated")
    finding_count = django_tables2.Column(
        verbose_name="Findings", attrs={"td": {"class": "pg-r"}, "th": {"class": "pg-r"}}
    )

    class Meta(Table.Meta):
        model = Measure
        fields = ("name", "domain", "subject", "grade_bands", "owner", "kind", "validation", "finding_count")

    def render_domain(self, record: Measure) -> str:
        words = OUTCOME_DOMAINS[record.domain]
        return words[:1].upper() + words[1:]

    def render_grade_bands(self, value: list[str]) -> str:
        return ", ".join(value) or "Not on record"

    def value_grade_bands(self, value: list[str]) -> str:
        return ", ".join(value)

    def render_kind(self, value: str) -> str:
        return str(value).split(":")[0]

    def render_validation(self, record: Measure) -> str:
        return "Yes" if record.validation == Validation.VALIDATED else "No"


class MeasureFilter(django_filters.FilterSet):
    """By words of the name, what is measured, owner, kind, validation."""

    q = django_filters.CharFilter(label="Words in the name", method="by_words")
    domain = django_filters.ChoiceFilter(label="What it measures", choices=DOMAIN_CHOICES, empty_label="Anything")
    subject = django_filters.ChoiceFilter(label="Subject", choices=Subject.choices, empty_label="Any subject")
    owner = django_filters.ChoiceFilter(label="Owner", choices=MeasureOwner.choices, empty_label="Anyone")
    kind = django_filters.ChoiceFilter(
        label="Used",
        choices=[(kind.value, kind.label.split(":")[0]) for kind in MeasureKind],
        empty_label="At any time",
    )
    validation = django_filters.ChoiceFilter(
        label="Validated", choices=[("validated", "Yes"), ("unvalidated", "No")], empty_label="Yes or no"
    )

    class Meta:
        model = Measure
        fields: tuple[str, ...] = ()
        form = forms.Form

    def by_words(self, rows: QuerySet[Measure], name: str, value: Any) -> QuerySet[Measure]:
        for word in str(value).split():
            rows = rows.filter(name__icontains=word)
        return rows
