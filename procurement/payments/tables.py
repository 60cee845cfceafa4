"""Lists of fees, and what they are filtered by."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as columns
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.components.marks import money, status
from marketplace.listing.tables import Table
from procurement.payments.models import ExemptGround, Fee, FeeMethod
from procurement.payments.transitions import FeeState

KINDS = {"due": "wait", "paid": "done", "exempt": "done", "refunded": "half"}
PAYMENT_KINDS = {"pending": "wait", "succeeded": "done", "failed": "late", "refunded": "half"}
REQUEST_KINDS = {"asked": "wait", "granted": "done", "refused": "no", "lapsed": "half"}


class FeeTable(Table):
    """Every fee, as the department sees them."""

    title = columns.Column(verbose_name="For")
    payer = columns.Column(accessor="payer__name", verbose_name="Provider")
    amount_cents = columns.Column(verbose_name="Fee")
    created_at = columns.DateColumn(verbose_name="Due since", format="j F Y")
    settled_at = columns.DateColumn(verbose_name="Settled", format="j F Y", default="–")
    state = columns.Column(verbose_name="Now")
    words_in = ("reference", "source_reference", "title", "payer__name")
    states = FeeState.choices
    empty_hint = "A fee falls due when a provider sends an application. Other filters may show more."

    class Meta(Table.Meta):
        empty_text = "No fees"
        sequence = ("title", "payer", "amount_cents", "created_at", "settled_at", "state")

    def render_title(self, record: Fee) -> SafeString:
        url = reverse("payments:agency_detail", args=[record.reference])
        return format_html(
            '<a href="{}">{}</a><br><span class="pg-ref">{}, {}</span>',
            url,
            record.title,
            record.reference,
            record.source_reference,
        )

    def value_title(self, record: Fee) -> str:
        return f"{record.reference} {record.source_reference} {record.title}"

    def render_amount_cents(self, record: Fee) -> str:
        return money(record.amount_cents)

    def render_state(self, record: Fee) -> SafeString:
        if record.has_surplus:
            return status("late", "To give back")
        if record.is_asked:
            return status("open", "Exemption asked for")
        return status(KINDS[record.state], words_of(record))

    def value_state(self, record: Fee) -> str:
        return words_of(record)


def words_of(fee: Fee) -> str:
    """The state of a fee and, where it is exempt, why."""
    ground = f", {fee.get_exempt_ground_display().lower()}" if fee.exempt_ground else ""
    return f"{fee.get_state_display()}{ground}"


def fee_status(fee: Fee | None) -> tuple[str, str] | None:
    """A fee's state as a kind of status and its words, for pages of what it is for; None where there is none."""
    return (KINDS[fee.state], words_of(fee)) if fee else None


class FeeFilter(django_filters.FilterSet):
    """By what waits for the department, how it was paid and why it is exempt too."""

    waits = django_filters.ChoiceFilter(
        label="Waits for us",
        choices=[("exemption", "Exemption"), ("surplus", "To give back")],
        method="waiting",
        empty_label="Anything",
    )
    method = django_filters.ChoiceFilter(
        label="Paid by", choices=FeeMethod.choices, method="paid_by", empty_label="Any way"
    )
    exempt_ground = django_filters.ChoiceFilter(
        label="Exempt as", choices=ExemptGround.choices, empty_label="Any ground"
    )

    class Meta:
        model = Fee
        fields = ("waits", "method", "exempt_ground")

    def waiting(self, rows: QuerySet[Fee], name: str, value: str) -> QuerySet[Fee]:
        return rows.filter(is_asked=True) if value == "exemption" else rows.filter(has_surplus=True)

    def paid_by(self, rows: QuerySet[Fee], name: str, value: Any) -> QuerySet[Fee]:
        return rows.filter(payments__method=value, payments__settles=True)
