"""The list of requests."""

from __future__ import annotations

import django_tables2 as columns
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.components.marks import money, status
from marketplace.listing.tables import Table
from procurement.quotes.models import PilotRequest

STANDING = {
    "draft": ("open", "Draft"),
    "issued": ("wait", "Issued, no answer yet"),
    "negotiating": ("half", "Negotiating"),
    "contracted": ("done", "Contracted"),
    "ended": ("done", "Ended"),
}


class RequestTable(Table):
    """Requests, newest first."""

    model = columns.Column(verbose_name="Request", order_by=("model__name", "reference"))
    buyer = columns.Column(verbose_name="District", order_by=("buyer__name",))
    provider = columns.Column(verbose_name="Provider", order_by=("provider__name",))
    estimated_total_cents = columns.Column(
        verbose_name="Estimated total", attrs={"td": {"class": "pg-r"}, "th": {"class": "pg-r"}}
    )
    starts_on = columns.DateColumn(verbose_name="Starts", format="j F Y")
    state = columns.Column(verbose_name="Now")
    empty_text = "No requests yet"
    empty_hint = "A district starts one from the page of an approved model."

    words_in = ("reference", "model__name", "buyer__name", "provider__name")
    states = tuple((value, words) for value, (_mark, words) in STANDING.items())

    class Meta(Table.Meta):
        sequence = ("model", "buyer", "provider", "estimated_total_cents", "starts_on", "state")

    def render_model(self, record: PilotRequest) -> SafeString:
        url = reverse("quotes:detail", args=[record.reference])
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, record.title, record.reference)

    def value_model(self, record: PilotRequest) -> str:
        return f"{record.reference} {record.title}"

    def render_estimated_total_cents(self, value: int) -> str:
        return money(value)

    def value_estimated_total_cents(self, value: int) -> str:
        return f"{value // 100}.{value % 100:02d}"

    def render_state(self, record: PilotRequest) -> SafeString:
        return status(*STANDING[record.state])

    def value_state(self, record: PilotRequest) -> str:
        return STANDING[record.state][1]
