"""Lists of reviews."""

from __future__ import annotations

from datetime import datetime

import django_tables2 as columns
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.components.marks import status
from marketplace.listing.tables import Table
from procurement.reviews.models import ReviewSubject


class SubjectTable(Table):
    """Reviews, oldest first, with how far each has come."""

    title = columns.Column(verbose_name="What is reviewed")
    created_at = columns.DateColumn(verbose_name="Since", format="j F Y")
    reviewer_count = columns.Column(verbose_name="Reviewers")
    sent_count = columns.Column(verbose_name="Scores in")
    standing = columns.Column(verbose_name="Now", empty_values=(), orderable=False)
    words_in = ("reference", "title", "provider__name")
    states = (
        ("scoring", "Being scored"),
        ("open", "Consensus open"),
        ("agreed", "Agreed"),
        ("closed", "Closed, withdrawn"),
    )
    empty_hint = "A review begins when an application has passed its check."

    class Meta(Table.Meta):
        empty_text = "Nothing is under review"
        sequence = ("title", "created_at", "reviewer_count", "sent_count", "standing")

    @classmethod
    def in_state(cls, rows: QuerySet, state: str, at: datetime) -> QuerySet:
        """The rows whose panel has come so far."""
        if state == "closed":
            return rows.filter(is_closed=True)
        if state == "scoring":
            return rows.filter(is_closed=False, panel__consensus__isnull=True)
        return rows.filter(is_closed=False, panel__consensus__state=state)

    def render_title(self, record: ReviewSubject) -> SafeString:
        url = reverse("reviews:subject", args=[record.reference])
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, record.title, record.reference)

    def value_title(self, record: ReviewSubject) -> str:
        return f"{record.reference} {record.title}"

    def render_standing(self, record: ReviewSubject) -> SafeString:
        return status(*standing_of(record))

    def value_standing(self, record: ReviewSubject) -> str:
        return standing_of(record)[1]


def standing_of(subject: ReviewSubject) -> tuple[str, str]:
    """Kind and words of where a review stands. Takes a subject with its progress."""
    consensus = getattr(subject.panel, "consensus", None)
    if subject.is_closed:
        return "done", "Closed, withdrawn"
    if consensus is not None:
        return ("done", "Agreed") if consensus.state == "agreed" else ("half", "Consensus open")
    if subject.reviewer_count < subject.policy_version.rules.review.reviewers_min:
        return "soon", "Reviewers needed"
    return "half", "Being scored"
