"""Lists of reviewers and of what they are paid."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as columns
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from marketplace.clocks.words import day_words
from marketplace.components.marks import money, status
from marketplace.listing.tables import Table
from marketplace.people.models import User
from marketplace.products.vocabulary import GradeBand, Subject
from procurement.reviewers.models import LOAD_DEFAULT, Absence, ReviewMethod
from procurement.reviews.models import Honorarium
from procurement.reviews.permissions import PAY
from procurement.reviews.transitions import HonorariumState

HONORARIUM_KINDS = {"due": "wait", "paid": "done", "declined": "no"}
VOCABULARIES = (("subjects", Subject), ("grade_bands", GradeBand), ("methods", ReviewMethod))


class PoolTable(Table):
    """Reviewers by name."""

    name = columns.Column(verbose_name="Reviewer")
    employer = columns.Column(verbose_name="Works for")
    expertise = columns.Column(verbose_name="Knows", empty_values=(), orderable=False)
    load = columns.Column(verbose_name="Open reviews")
    away = columns.Column(verbose_name="Away", empty_values=(), orderable=False)
    honorarium = columns.Column(
        verbose_name="Paid a review", accessor="reviewer_profile__honorarium_cents", default=0, empty_values=()
    )
    words_in = ("name", "employer", "email")
    empty_hint = "Give people the role of reviewer on the department’s page of people."

    class Meta(Table.Meta):
        empty_text = "Nobody is in the pool"
        sequence = ("name", "employer", "expertise", "load", "away", "honorarium")

    def render_name(self, record: User) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("reviews:reviewer", args=[record.pk]), record.name)

    def value_name(self, record: User) -> str:
        return record.name

    def render_expertise(self, record: User) -> SafeString:
        lines = format_html_join("", "{}<br>", ((line,) for line in expertise_of(record)))
        return lines or format_html('<span class="pg-missing">{}</span>', "Not said yet")

    def value_expertise(self, record: User) -> str:
        return "; ".join(expertise_of(record))

    def render_load(self, record: User) -> str:
        profile = getattr(record, "reviewer_profile", None)
        return f"{record.load} of {profile.load_max if profile else LOAD_DEFAULT}"

    def value_load(self, record: User) -> int:
        return record.load

    def render_away(self, record: User) -> str:
        return "; ".join(f"{day_words(one.from_day)} to {day_words(one.to_day)}" for one in self._away(record)) or "–"

    def value_away(self, record: User) -> str:
        return "; ".join(f"{one.from_day} to {one.to_day}" for one in self._away(record))

    def _away(self, record: User) -> list[Absence]:
        profile = getattr(record, "reviewer_profile", None)
        return profile.days_away(since=localdate(self.request.at)) if profile else []

    def render_honorarium(self, value: int | None) -> str:
        return money(value) if value else "Nothing"

    def value_honorarium(self, value: int | None) -> str:
        return f"{(value or 0) / 100:.2f}"


class PoolFilter(django_filters.FilterSet):
    """By what people know and whether they can take on more."""

    subject = django_filters.ChoiceFilter(
        label="Subject", choices=Subject.choices, empty_label="Any subject", method="knows_subject"
    )
    grade = django_filters.ChoiceFilter(
        label="Grades", choices=GradeBand.choices, empty_label="Any grade", method="knows_grade"
    )
    free = django_filters.ChoiceFilter(
        label="Load", choices=(("yes", "Can take on more"), ("no", "Full")), empty_label="Any load", method="with_load"
    )

    class Meta:
        model = User
        fields = ()

    def knows_subject(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Those who know a subject. The lists are searched as text, for SQLite cannot look into them."""
        return rows.filter(reviewer_profile__subjects__icontains=f'"{value}"')

    def knows_grade(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Those who know a grade band."""
        return rows.filter(reviewer_profile__grade_bands__icontains=f'"{value}"')

    def with_load(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """Those who accept more than they have, or not."""
        unknown = Q(reviewer_profile__isnull=True)
        free = Q(load__lt=F("reviewer_profile__load_max")) | (unknown & Q(load__lt=LOAD_DEFAULT))
        return rows.filter(free) if value == "yes" else rows.exclude(free)


class HonorariumTable(Table):
    """Honoraria, the oldest first."""

    reviewer = columns.Column(accessor="assignment__reviewer__name", verbose_name="Reviewer")
    review = columns.Column(accessor="assignment__panel__subject__reference", verbose_name="For review")
    cents = columns.Column(verbose_name="Amount")
    due_since = columns.DateColumn(verbose_name="Due since", format="j F Y")
    state = columns.Column(verbose_name="Now")
    note = columns.Column(verbose_name="Check or transfer", orderable=False)
    words_in = ("assignment__reviewer__name", "assignment__panel__subject__reference", "note")
    states = HonorariumState.choices
    empty_hint = "One is noted when a reviewer who is paid sends scores."

    class Meta(Table.Meta):
        empty_text = "No honoraria"
        sequence = ("reviewer", "review", "cents", "due_since", "state", "note")

    def render_cents(self, value: int) -> str:
        return money(value)

    def value_cents(self, value: int) -> str:
        return f"{value / 100:.2f}"

    def render_state(self, record: Honorarium) -> SafeString:
        mark = status(HONORARIUM_KINDS[record.state], record.get_state_display())
        if record.state != HonorariumState.DUE or not PAY.decide(self.request.user, record):
            return mark
        url = reverse("reviews:pay", args=[record.pk])
        words = f"the honorarium of {record.assignment.reviewer}"
        return format_html('{} <a href="{}">Note as paid<span class="usa-sr-only"> {}</span></a>', mark, url, words)

    def value_state(self, record: Honorarium) -> str:
        return record.get_state_display()


def expertise_of(person: User) -> list[str]:
    """Subjects, grades and what else a reviewer can judge, a line each."""
    profile: Any = getattr(person, "reviewer_profile", None)
    if profile is None:
        return []
    lines = (", ".join(str(words(each).label) for each in getattr(profile, name)) for name, words in VOCABULARIES)
    return [line for line in lines if line]
