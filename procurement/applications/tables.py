"""Lists of applications, and what they are filtered by."""

from __future__ import annotations

import django_filters
import django_tables2 as columns
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.components.marks import status, tier
from marketplace.listing.tables import Table
from marketplace.products.tier_names import tier_choices
from procurement.applications.models import Application
from procurement.applications.transitions import ApplicationState
from procurement.rounds.models import NO_CLOSING, Round

KINDS = {
    "draft": "open",
    "submitted": "wait",
    "screening": "half",
    "cure_requested": "wait",
    "incomplete": "no",
    "under_review": "half",
    "consensus": "half",
    "decided": "done",
    "withdrawn": "no",
}


class OwnTable(Table):
    """A provider's own applications."""

    model = columns.Column(accessor="model__name", verbose_name="Model")
    round = columns.Column(accessor="round__title", verbose_name="Round")
    tier_asked = columns.Column(verbose_name="Asked for")
    closes_at = columns.DateColumn(
        order_by="round__closes_at", verbose_name="Closes", format="j F Y", default=NO_CLOSING
    )
    state = columns.Column(verbose_name="Now")
    words_in = ("reference", "model__name", "provider__name", "round__title")
    states = ApplicationState.choices
    empty_hint = "Choose an open round and apply with one of your models."

    class Meta(Table.Meta):
        empty_text = "No applications yet"
        sequence = ("model", "round", "tier_asked", "closes_at", "state")

    def render_model(self, record: Application) -> SafeString:
        page = "tasks" if record.state == "draft" else "receipt"
        url = reverse(f"applications:{page}", args=[record.reference])
        name = record.model.name
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, name, record.reference)

    def value_model(self, record: Application) -> str:
        return f"{record.reference} {record.model.name}"

    def render_tier_asked(self, record: Application) -> SafeString:
        return tier(record.tier_asked)

    def value_tier_asked(self, record: Application) -> str:
        return record.get_tier_asked_display()

    def render_state(self, record: Application) -> SafeString:
        return status(KINDS[record.state], record.get_state_display())

    def value_state(self, record: Application) -> str:
        return record.get_state_display()


class AgencyTable(OwnTable):
    """Every application that was sent, as officers see them."""

    provider = columns.Column(accessor="provider__name", verbose_name="Provider")
    submitted_at = columns.DateColumn(verbose_name="Sent", format="j F Y")
    closes_at = None
    states = ApplicationState.choices[1:]
    empty_hint = "Applications appear here once providers have sent them, or when you choose other filters."

    class Meta(Table.Meta):
        empty_text = "No applications"
        sequence = ("model", "provider", "round", "tier_asked", "submitted_at", "state")

    def render_model(self, record: Application) -> SafeString:
        url = reverse("applications:agency_detail", args=[record.reference])
        name = record.model.name
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, name, record.reference)


class AgencyFilter(django_filters.FilterSet):
    """By tier asked for and round too."""

    tier_asked = django_filters.ChoiceFilter(label="Asked for", choices=tier_choices, empty_label="Any tier")
    round = django_filters.ModelChoiceFilter(
        label="Round", queryset=Round.objects.filter(published_at__isnull=False), empty_label="Any round"
    )

    class Meta:
        model = Application
        fields = ("tier_asked", "round")
