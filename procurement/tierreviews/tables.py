"""Lists of tier reviews."""

from __future__ import annotations

import django_tables2
from django.urls import reverse
from django.utils.safestring import SafeString

from marketplace.components.marks import status, tier
from marketplace.listing.tables import Table
from procurement.tierreviews.models import TierReview
from procurement.tierreviews.transitions import TierReviewState

MARKS = {
    TierReviewState.OPENED: "open",
    TierReviewState.DOSSIER: "half",
    TierReviewState.RECOMMENDED: "wait",
    TierReviewState.DECIDED: "done",
    TierReviewState.OVERTAKEN: "done",
    TierReviewState.CLOSED: "no",
}


class TierReviewTable(Table):
    """Tier reviews, newest first. `page` is where each leads."""

    model = django_tables2.Column(
        verbose_name="Model",
        order_by="model__name",
        linkify=lambda record, table: reverse(table.page_name, args=[record.reference]),
    )
    tier = django_tables2.Column(verbose_name="Tier under review", order_by="designation__tier")
    trigger = django_tables2.Column(verbose_name="Opened because")
    created_at = django_tables2.DateColumn(verbose_name="Opened", format="j F Y")
    state = django_tables2.Column(verbose_name="State")
    empty_text = "No tier review yet"
    empty_hint = "One opens when a term is ending, after an outcome that asks for it, or when a provider asks."
    page_name = "tierreviews:detail"
    words_in = ("reference", "model__name", "provider__name")
    states = TierReviewState.choices

    class Meta(Table.Meta):
        sequence = ("model", "tier", "trigger", "created_at", "state")

    def render_model(self, record: TierReview) -> str:
        return record.model.name

    def render_tier(self, record: TierReview) -> SafeString:
        return tier(record.tier, record.policy_version_id)

    def value_tier(self, record: TierReview) -> str:
        return record.designation.get_tier_display()

    def render_state(self, record: TierReview) -> SafeString:
        return status(MARKS[record.state], record.get_state_display())

    def value_state(self, record: TierReview) -> str:
        return record.get_state_display()


class AgencyTierReviewTable(TierReviewTable):
    """As the department sees them."""

    page_name = "tierreviews:agency_detail"


class PublicTierReviewTable(TierReviewTable):
    """Those that have ended, as everyone sees them."""

    page_name = "tierreviews:public"
    states = ()
