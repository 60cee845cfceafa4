"""Lists of decisions and approvals."""

from __future__ import annotations

from datetime import datetime

import django_filters
import django_tables2 as columns
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.components.marks import status, tier
from marketplace.components.pages import model_link
from marketplace.listing.tables import Table
from marketplace.products.tier_names import tier_choices
from procurement.designations.models import Designation, Determination, DeterminationKind
from procurement.designations.standing import STANDING

STATES = {
    "recommended": ("wait", "Waits for a decision"),
    "issued": ("done", "Issued"),
    "superseded": ("done", "Replaced"),
}


class RegisterTable(Table):
    """The public register of decisions. Its rows come with their standing."""

    model = columns.Column(accessor="model__name", verbose_name="Model")
    provider = columns.Column(accessor="provider__name", verbose_name="Provider")
    kind = columns.Column(verbose_name="Decided on")
    tier = columns.Column(verbose_name="Decision", empty_values=())
    issued_at = columns.DateColumn(verbose_name="Issued", format="j F Y")
    standing = columns.Column(verbose_name="Now")
    empty_hint = "A decision is listed here once it is public, some days after it was issued."
    url_name = "designations:determination"
    words_in = ("reference", "model__name", "provider__name")
    states = tuple((value, words) for value, (_mark, words) in STANDING.items())

    class Meta(Table.Meta):
        empty_text = "No decisions"
        sequence = ("model", "provider", "kind", "tier", "issued_at", "standing")

    @classmethod
    def in_state(cls, rows: QuerySet, state: str, at: datetime) -> QuerySet:
        """The decisions that stand so at this instant."""
        return rows.filter(standing=state)

    def render_model(self, record: Determination) -> SafeString:
        url = reverse(self.url_name, args=[record.reference])
        name = record.model.name
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, name, record.reference)

    def value_model(self, record: Determination) -> str:
        return f"{record.reference} {record.model.name}"

    def render_tier(self, record: Determination) -> SafeString:
        if not record.tier:
            return status("no", "Not approved")
        words = format_html('<br><span class="pg-small">{}</span>', "by exception") if record.exception else ""
        return format_html("{}{}", tier(record.tier, record.policy_version_id), words)

    def value_tier(self, record: Determination) -> str:
        return f"{record.outcome}, by exception" if record.exception else record.outcome

    def render_standing(self, value: str) -> SafeString:
        return status(*STANDING[value])

    def value_standing(self, value: str) -> str:
        return STANDING[value][1]


class AgencyTable(RegisterTable):
    """Every decision, as the agency sees them."""

    tier = columns.Column(verbose_name="Tier", empty_values=(), order_by=("tier", "tier_recommended"))
    state = columns.Column(verbose_name="Now")
    standing = None
    empty_hint = "A decision begins with a recommendation, once a panel has agreed."
    url_name = "designations:agency_detail"
    states = tuple((value, words) for value, (_mark, words) in STATES.items())

    class Meta(Table.Meta):
        empty_text = "No decisions yet"
        sequence = ("model", "provider", "kind", "tier", "state", "issued_at")

    @classmethod
    def in_state(cls, rows: QuerySet, state: str, at: datetime) -> QuerySet:
        """The decisions in this state."""
        return rows.filter(state=state)

    def render_tier(self, record: Determination) -> SafeString:
        if record.issued_at is not None:
            return tier(record.tier, record.policy_version_id) if record.tier else status("no", "No tier")
        mark = tier(record.tier_recommended, record.policy_version_id) if record.tier_recommended else "No tier"
        return format_html('{}<br><span class="pg-small pg-quiet">recommended</span>', mark)

    def value_tier(self, record: Determination) -> str:
        if record.issued_at is not None:
            return record.get_tier_display() or "No tier"
        return f"{record.get_tier_recommended_display() or 'No tier'}, recommended"

    def render_state(self, record: Determination) -> SafeString:
        return status(*STATES[record.state])

    def value_state(self, record: Determination) -> str:
        return STATES[record.state][1]


class DeterminationFilter(django_filters.FilterSet):
    """By tier given and what was answered."""

    tier = django_filters.ChoiceFilter(label="Tier", choices=tier_choices, empty_label="Any decision")
    kind = django_filters.ChoiceFilter(label="Decided on", choices=DeterminationKind.choices, empty_label="Any")

    exception = django_filters.ChoiceFilter(
        label="Exception", choices=[("made", "One was made")], empty_label="With or without", method="with_exception"
    )

    class Meta:
        model = Determination
        fields = ("tier", "kind", "exception")

    def with_exception(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        """The decisions that give more than the evidence carries."""
        return rows.exclude(exception="")


class ApprovedTable(Table):
    """The approved list of one day."""

    model = columns.Column(accessor="model__name", verbose_name="Model")
    provider = columns.Column(accessor="determination__provider__name", verbose_name="Provider")
    tier = columns.Column(verbose_name="Tier")
    covers = columns.Column(verbose_name="Covers", empty_values=(), orderable=False)
    public_ends_at = columns.DateColumn(verbose_name="In force until", format="j F Y")
    decision = columns.Column(accessor="determination__reference", verbose_name="Decision")
    empty_hint = "Choose another day."

    class Meta(Table.Meta):
        empty_text = "No model was approved on that day"
        sequence = ("model", "provider", "tier", "covers", "public_ends_at", "decision")

    def render_model(self, record: Designation) -> SafeString | str:
        return model_link(record.model)

    def value_model(self, record: Designation) -> str:
        return record.model.name

    def render_tier(self, record: Designation) -> SafeString:
        return tier(record.tier, record.determination.policy_version_id)

    def value_tier(self, record: Designation) -> str:
        return record.get_tier_display()

    def render_covers(self, record: Designation) -> str:
        return covers_in_words(record)

    def render_decision(self, record: Designation) -> SafeString:
        reference = record.determination.reference
        url = reverse("designations:determination", args=[reference])
        return format_html('<a class="pg-nowrap" href="{}">{}</a>', url, reference)

    def value_decision(self, record: Designation) -> str:
        return record.determination.reference


def covers_in_words(designation: Designation) -> str:
    """Its subjects and grades in few words."""
    lines: dict[str, dict[str, None]] = {}
    for row in designation.scopes.all():
        lines.setdefault(row.get_subject_display(), {})[row.get_grade_band_display()] = None
    return "; ".join(f"{subject}: {', '.join(grades)}" for subject, grades in lines.items())
