"""Lists of appeals."""

from __future__ import annotations

import django_filters
import django_tables2 as columns
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.components.marks import status
from marketplace.listing.tables import Table
from procurement.appeals.models import Appeal
from procurement.appeals.transitions import AppealState
from procurement.designations.models import DeterminationKind

MARKS = {
    AppealState.FILED: "wait",
    AppealState.UNDER_REVIEW: "half",
    AppealState.DISMISSED: "no",
    AppealState.GRANTED: "done",
    AppealState.LATE: "done",
}


class AppealTable(Table):
    """Appeals, newest first. `page_name` is where each leads."""

    model = columns.Column(accessor="determination__model__name", verbose_name="Model")
    provider = columns.Column(accessor="provider__name", verbose_name="Provider")
    determination = columns.Column(accessor="determination__reference", verbose_name="Against decision")
    created_at = columns.DateColumn(verbose_name="Filed", format="j F Y")
    state = columns.Column(verbose_name="Now")
    empty_hint = "A decision that was issued may be appealed within the policy’s days. The clock stands on its page."
    page_name = "appeals:detail"
    words_in = ("reference", "determination__reference", "determination__model__name", "provider__name")
    states = AppealState.choices

    class Meta(Table.Meta):
        empty_text = "No appeals"
        sequence = ("model", "provider", "determination", "created_at", "state")

    def render_model(self, record: Appeal, value: str) -> SafeString:
        url = reverse(self.page_name, args=[record.reference])
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, value, record.reference)

    def value_model(self, record: Appeal) -> str:
        return f"{record.reference} {record.determination.model.name}"

    def render_state(self, record: Appeal) -> SafeString:
        return status(MARKS[record.state], record.get_state_display())

    def value_state(self, record: Appeal) -> str:
        return record.get_state_display()


class AgencyAppealTable(AppealTable):
    """As the department sees them."""

    taken_up_by = columns.Column(verbose_name="Taken up by", default="–", order_by="taken_up_by__name")
    page_name = "appeals:agency_detail"

    class Meta(Table.Meta):
        empty_text = "No appeals"
        sequence = ("model", "provider", "determination", "created_at", "state", "taken_up_by")


class PublicAppealTable(AppealTable):
    """Closed ones, as everyone sees them."""

    closed_at = columns.DateColumn(verbose_name="Closed", format="j F Y")
    state = columns.Column(verbose_name="Result")
    empty_hint = "An appeal is listed here once what came of it is public."
    page_name = "appeals:public"
    states = AppealState.choices[2:]

    class Meta(Table.Meta):
        empty_text = "No appeals"
        sequence = ("model", "provider", "determination", "created_at", "closed_at", "state")

    def render_determination(self, record: Appeal, value: str) -> SafeString:
        url = reverse("designations:determination", args=[value])
        return format_html('<a class="pg-nowrap" href="{}">{}</a>', url, value)

    def value_determination(self, record: Appeal) -> str:
        return record.determination.reference


class AppealFilter(django_filters.FilterSet):
    """By what the decision answered."""

    kind = django_filters.ChoiceFilter(
        field_name="determination__kind",
        label="Decision on",
        choices=[each for each in DeterminationKind.choices if each[0] != DeterminationKind.APPEAL],
        empty_label="Any",
    )

    class Meta:
        model = Appeal
        fields = ("kind",)
