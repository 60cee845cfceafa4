"""Lists of outcome reports."""

from __future__ import annotations

import django_tables2
from django.urls import reverse
from django.utils.safestring import SafeString

from marketplace.components.marks import status
from marketplace.listing.tables import Table
from procurement.outcomes.models import OutcomeReport
from procurement.outcomes.transitions import DISCLOSED, ReportState

MARKS = {
    ReportState.DUE: "open",
    ReportState.DRAFT: "half",
    ReportState.SUBMITTED: "wait",
    ReportState.RETURNED: "soon",
    ReportState.VERIFIED: "half",
    ReportState.PUBLISHED: "done",
}
VERDICTS = {
    "expand": "Expand",
    "extend": "Extend",
    "stop": "Stop",
    "cannot_decide": "Cannot decide",
    "": "Not yet",
}


class ReportTable(Table):
    """Outcome reports that were sent."""

    pilot = django_tables2.Column(
        verbose_name="Pilot",
        order_by="pilot__model__name",
        linkify=lambda record: reverse("outcomes:agency_detail", args=[record.reference]),
    )
    state = django_tables2.Column(verbose_name="State")
    submitted_at = django_tables2.DateColumn(verbose_name="Sent", format="j F Y")
    verdict = django_tables2.Column(verbose_name="The rule says", empty_values=())
    empty_text = "No outcome report has been sent yet"
    empty_hint = "Districts send one when teaching has ended. It is listed here then."

    words_in = ("reference", "pilot__model__name", "pilot__buyer__name", "pilot__provider__name")
    states = tuple((state.value, state.label) for state in ReportState if state in DISCLOSED)

    class Meta(Table.Meta):
        sequence = ("pilot", "state", "submitted_at", "verdict")

    def render_pilot(self, record: OutcomeReport) -> str:
        return record.pilot.title

    def render_state(self, record: OutcomeReport) -> SafeString:
        return status(MARKS[record.state], record.get_state_display())

    def value_state(self, record: OutcomeReport) -> str:
        return record.get_state_display()

    def render_verdict(self, record: OutcomeReport) -> str:
        return VERDICTS[record.verdict]
