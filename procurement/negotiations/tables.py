"""The list of negotiations."""

from __future__ import annotations

import django_tables2 as columns
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.components.marks import status
from marketplace.listing.tables import Table
from procurement.negotiations.models import Negotiation
from procurement.negotiations.queries import latest, turn_of
from procurement.negotiations.transitions import NegotiationState


class NegotiationTable(Table):
    """Negotiations, newest first, with whom each waits for."""

    title = columns.Column(
        accessor="request__model__name", verbose_name="Negotiation", order_by=("request__model__name", "reference")
    )
    buyer = columns.Column(accessor="request__buyer__name", verbose_name="District")
    provider = columns.Column(accessor="request__provider__name", verbose_name="Provider")
    revision = columns.Column(verbose_name="Revision", empty_values=(), orderable=False)
    standing = columns.Column(verbose_name="Now", empty_values=(), order_by=("state", "reference"))
    empty_text = "No negotiations yet"
    empty_hint = "One opens when a request is issued."

    words_in = ("reference", "request__model__name", "request__buyer__name", "request__provider__name")
    states = NegotiationState.choices

    class Meta(Table.Meta):
        sequence = ("title", "buyer", "provider", "revision", "standing")

    def render_title(self, record: Negotiation) -> SafeString:
        url = reverse("negotiations:detail", args=[record.reference])
        title = record.request.title
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, title, record.reference)

    def value_title(self, record: Negotiation) -> str:
        return f"{record.reference} {record.request.title}"

    def render_revision(self, record: Negotiation) -> str:
        return str(latest(record).number)

    def render_standing(self, record: Negotiation) -> SafeString:
        return status(*standing_of(record))

    def value_standing(self, record: Negotiation) -> str:
        return standing_of(record)[1]


def standing_of(negotiation: Negotiation) -> tuple[str, str]:
    """Sign and words of where a negotiation stands."""
    side = turn_of(negotiation).side
    if side is None:
        return "done", negotiation.get_state_display()
    return "wait", f"Waiting for {negotiation.organization_of(side)}"
