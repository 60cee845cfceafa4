"""The list of contracts."""

from __future__ import annotations

import django_tables2 as columns
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.components.marks import status
from marketplace.listing.tables import Table
from procurement.contracts.models import Contract
from procurement.contracts.queries import sides_to_sign
from procurement.contracts.transitions import ContractState

STANDING = {
    "assembled": ("soon", "To be sent for signature"),
    "executed": ("done", "Signed by both"),
    "completed": ("done", "Completed"),
    "terminated": ("late", "Ended early"),
    "declined": ("late", "Declined"),
    "lapsed": ("late", "Lapsed"),
}


class ContractTable(Table):
    """Contracts, newest first."""

    title = columns.Column(
        accessor="negotiation__request__model__name", verbose_name="Contract",
        order_by=("negotiation__request__model__name", "reference"),
    )  # fmt: skip
    buyer = columns.Column(accessor="agreement__buyer__name", verbose_name="District")
    provider = columns.Column(accessor="agreement__provider__name", verbose_name="Provider")
    created_at = columns.DateColumn(verbose_name="Put together", format="j F Y")
    standing = columns.Column(verbose_name="Now", empty_values=(), order_by=("state", "reference"))
    empty_text = "No contracts yet"
    empty_hint = "One is put together when both sides have accepted the same revision."

    words_in = (
        *("reference", "negotiation__request__model__name"),
        *("agreement__buyer__name", "agreement__provider__name"),
    )
    states = ContractState.choices

    class Meta(Table.Meta):
        sequence = ("title", "buyer", "provider", "created_at", "standing")

    def render_title(self, record: Contract) -> SafeString:
        url = reverse("contracts:detail", args=[record.reference])
        title = record.negotiation.request.title
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, title, record.reference)

    def value_title(self, record: Contract) -> str:
        return f"{record.reference} {record.negotiation.request.title}"

    def render_standing(self, record: Contract) -> SafeString:
        return status(*standing_of(record))

    def value_standing(self, record: Contract) -> str:
        return standing_of(record)[1]


def standing_of(contract: Contract) -> tuple[str, str]:
    """Sign and words of where a contract stands."""
    left = sides_to_sign(contract)
    if left:
        names = {"buyer": contract.agreement.buyer.name, "provider": contract.agreement.provider.name}
        return "wait", "Waiting for " + " and ".join(names[side] for side in left)
    return STANDING[contract.state]
