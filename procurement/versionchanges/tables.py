"""Lists of version changes."""

from __future__ import annotations

import django_tables2 as columns
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.components.marks import status
from marketplace.listing.tables import Table
from procurement.versionchanges.models import VersionChange
from procurement.versionchanges.transitions import ChangeState

MARKS = {
    ChangeState.FILED: "wait",
    ChangeState.IN_REVIEW: "half",
    ChangeState.ACCEPTED: "done",
    ChangeState.DECLINED: "no",
    ChangeState.REFERRED: "done",
    ChangeState.WITHDRAWN: "done",
}


class VersionChangeTable(Table):
    """Requests to publish a version, newest first."""

    model = columns.Column(accessor="model__name", verbose_name="Model")
    provider = columns.Column(accessor="provider__name", verbose_name="Provider")
    versions = columns.Column(verbose_name="Version", empty_values=(), orderable=False)
    material = columns.Column(verbose_name="Material changes", empty_values=(), orderable=False)
    created_at = columns.DateColumn(verbose_name="Asked for", format="j F Y")
    state = columns.Column(verbose_name="Now")
    empty_hint = "A provider asks when it wants everyone to see a new version of an approved model."
    words_in = ("reference", "model__name", "provider__name")
    states = ChangeState.choices

    class Meta(Table.Meta):
        empty_text = "No new versions"
        sequence = ("model", "provider", "versions", "material", "created_at", "state")

    def render_model(self, record: VersionChange, value: str) -> SafeString:
        url = reverse("versionchanges:agency_detail", args=[record.reference])
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, value, record.reference)

    def value_model(self, record: VersionChange) -> str:
        return f"{record.reference} {record.model.name}"

    def render_versions(self, record: VersionChange) -> str:
        return f"{record.before.number} to {record.after.number}"

    def render_material(self, record: VersionChange) -> str:
        return str(len(record.material) or "None")

    def render_state(self, record: VersionChange) -> SafeString:
        return status(MARKS[record.state], record.get_state_display())

    def value_state(self, record: VersionChange) -> str:
        return record.get_state_display()
