"""Lists of pilots."""

from __future__ import annotations

import django_tables2
from django.urls import reverse
from django.utils.safestring import SafeString

from marketplace.components.marks import money, status
from marketplace.listing.tables import Table
from procurement.pilots.models import Milestone, Pilot
from procurement.pilots.transitions import MilestoneState, PilotState

MARKS = {
    PilotState.SCHEDULED: "open",
    PilotState.ACTIVE: "half",
    PilotState.COMPLETED: "wait",
    PilotState.CLOSED: "done",
    PilotState.TERMINATED: "late",
}
MILESTONE_MARKS = {
    MilestoneState.PLANNED: "open",
    MilestoneState.DELIVERED: "wait",
    MilestoneState.RETURNED: "soon",
    MilestoneState.ACCEPTED: "half",
    MilestoneState.INVOICED: "half",
    MilestoneState.PAID: "done",
}


class PilotTable(Table):
    """The pilots that a person may see."""

    caption = "Pilots"
    title = django_tables2.Column(
        verbose_name="Pilot",
        order_by="model__name",
        linkify=lambda record: reverse("pilots:detail", args=[record.reference]),
    )
    state = django_tables2.Column(verbose_name="State")
    buyer = django_tables2.Column(verbose_name="District", order_by="buyer__name")
    provider = django_tables2.Column(verbose_name="Provider", order_by="provider__name")
    starts_on = django_tables2.DateColumn(verbose_name="First day", format="j F Y")
    ends_on = django_tables2.DateColumn(verbose_name="Last day", format="j F Y")
    total_cents = django_tables2.Column(verbose_name="Price", attrs={"td": {"class": "pg-r"}, "th": {"class": "pg-r"}})

    words_in = ("reference", "model__name", "buyer__name", "provider__name")
    states = PilotState.choices
    empty_text = "No pilots yet"
    empty_hint = "A pilot is here as soon as both sides have signed its contract."

    class Meta(Table.Meta):
        sequence = ("title", "state", "buyer", "provider", "starts_on", "ends_on", "total_cents")

    def render_state(self, record: Pilot) -> SafeString:
        return status(MARKS[record.state], record.get_state_display())

    def value_state(self, record: Pilot) -> str:
        return record.get_state_display()

    def render_total_cents(self, value: int) -> str:
        return money(value)

    def value_total_cents(self, value: int) -> str:
        return f"{value / 100:.2f}"


def milestone_mark(milestone: Milestone) -> tuple[str, str]:
    """How a milestone's state is drawn and said."""
    if milestone.is_forfeited:
        return "open", "Not earned"
    words = milestone.get_state_display()
    if milestone.is_contingent and milestone.state == MilestoneState.PLANNED:
        words = "Planned, only if the rule is met"
    return MILESTONE_MARKS[milestone.state], words
