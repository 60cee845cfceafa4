"""Lists of decisions about measures."""

from __future__ import annotations

import django_tables2 as columns
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.components.marks import status
from marketplace.listing.tables import Table
from procurement.measures.models import MeasureDecision
from procurement.measures.transitions import MeasureDecisionState


class MeasureDecisionTable(Table):
    """Decisions, newest first."""

    measure = columns.Column(accessor="measure__name", verbose_name="Measure")
    owner_name = columns.Column(verbose_name="Owner")
    created_at = columns.DateColumn(verbose_name="Opened", format="j F Y")
    state = columns.Column(verbose_name="Now")
    empty_hint = "Open the validation of a measure on its page in the registry."
    words_in = ("reference", "measure__name", "owner_name")
    states = MeasureDecisionState.choices

    class Meta(Table.Meta):
        empty_text = "No panel has looked at a measure yet"
        sequence = ("measure", "owner_name", "created_at", "state")

    def render_measure(self, record: MeasureDecision, value: str) -> SafeString:
        url = reverse("measures:agency_detail", args=[record.reference])
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, value, record.reference)

    def value_measure(self, record: MeasureDecision) -> str:
        return f"{record.reference} {record.measure.name}"

    def render_state(self, record: MeasureDecision) -> SafeString:
        return status("wait" if record.state == "open" else "done", self.value_state(record))

    def value_state(self, record: MeasureDecision) -> str:
        return record.outcome if record.state == "decided" else record.get_state_display()
