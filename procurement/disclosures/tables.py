"""The register of public copies."""

from __future__ import annotations

import django_tables2 as columns
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.listing.tables import Table
from procurement.disclosures.models import PublicCopy


class PublicCopyTable(Table):
    """Applications that everyone may read, without what is claimed."""

    model = columns.Column(accessor="application__model__name", verbose_name="Model")
    provider = columns.Column(accessor="application__provider__name", verbose_name="Provider")
    round = columns.Column(accessor="application__round__reference", verbose_name="Round")
    left_out = columns.Column(accessor="data__left_out", verbose_name="Parts left out", orderable=False)
    released_at = columns.DateColumn(verbose_name="Released", format="j F Y")
    empty_hint = "The department releases an application once the decision on it is public."
    words_in = ("application__reference", "application__model__name", "application__provider__name")

    class Meta(Table.Meta):
        empty_text = "No applications"
        sequence = ("model", "provider", "round", "left_out", "released_at")

    def render_model(self, record: PublicCopy, value: str) -> SafeString:
        reference = record.application.reference
        url = reverse("disclosures:public", args=[reference])
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, value, reference)

    def value_model(self, record: PublicCopy) -> str:
        return f"{record.application.reference} {record.application.model.name}"

    def render_left_out(self, value: list) -> str:
        return str(len(value))
