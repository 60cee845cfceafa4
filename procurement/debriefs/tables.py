"""Lists of debriefs."""

from __future__ import annotations

import django_tables2 as columns
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.components.marks import status
from marketplace.listing.tables import Table
from procurement.debriefs.models import Debrief
from procurement.debriefs.transitions import DebriefState

MARKS = {DebriefState.ASKED: "wait", DebriefState.HELD: "done"}


class DebriefTable(Table):
    """Debriefs, newest first."""

    model = columns.Column(accessor="determination__model__name", verbose_name="Model")
    provider = columns.Column(accessor="provider__name", verbose_name="Provider")
    determination = columns.Column(accessor="determination__reference", verbose_name="About decision")
    created_at = columns.DateColumn(verbose_name="Asked for", format="j F Y")
    state = columns.Column(verbose_name="Now")
    empty_hint = "A provider may ask for one within the policy’s days after a decision."
    words_in = ("reference", "determination__reference", "determination__model__name", "provider__name")
    states = DebriefState.choices

    class Meta(Table.Meta):
        empty_text = "No debriefs"
        sequence = ("model", "provider", "determination", "created_at", "state")

    def render_model(self, record: Debrief, value: str) -> SafeString:
        url = reverse("debriefs:agency_detail", args=[record.reference])
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, value, record.reference)

    def value_model(self, record: Debrief) -> str:
        return f"{record.reference} {record.determination.model.name}"

    def render_state(self, record: Debrief) -> SafeString:
        return status(MARKS[record.state], record.get_state_display())

    def value_state(self, record: Debrief) -> str:
        return record.get_state_display()
