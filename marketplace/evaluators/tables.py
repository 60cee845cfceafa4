"""The register of evaluators as a list."""

from __future__ import annotations

import django_tables2 as columns
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.components.marks import status
from marketplace.components.times import day
from marketplace.evaluators.models import Evaluator
from marketplace.evaluators.transitions import EvaluatorState
from marketplace.listing.tables import Table

STANDING = {EvaluatorState.REGISTERED: ("done", "Registered"), EvaluatorState.SUSPENDED: ("late", "Suspended")}


class EvaluatorTable(Table):
    """Evaluators with what they evaluate."""

    known_as = columns.Column(verbose_name="Evaluator")
    kind_words = columns.Column(verbose_name="Kind", orderable=False)
    expertise = columns.Column(verbose_name="Evaluates", orderable=False)
    registered_at = columns.Column(verbose_name="Since")
    state = columns.Column(verbose_name="Now")
    empty_text = "No evaluator fits"
    empty_hint = "Try fewer words, or clear the filters."
    words_in = ("known_as", "expertise")
    states = EvaluatorState.choices

    class Meta(Table.Meta):
        sequence = ("known_as", "kind_words", "expertise", "registered_at", "state")

    def render_known_as(self, record: Evaluator, value: str) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("catalog:evaluator", args=[record.slug]), value)

    def value_known_as(self, value: str) -> str:
        return value

    def render_registered_at(self, record: Evaluator) -> SafeString:
        return day(record.registered_at)

    def render_state(self, record: Evaluator) -> SafeString:
        return status(*STANDING[record.state])

    def value_state(self, record: Evaluator) -> str:
        return record.get_state_display()
