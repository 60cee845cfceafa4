"""Lists of learning models."""

from datetime import datetime

import django_tables2
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html

from marketplace.listing.tables import Table
from marketplace.products.models import LearningModel
from marketplace.products.transitions import VersionState


class ModelTable(Table):
    """A provider's models with the newest version of each."""

    name = django_tables2.Column(verbose_name="Model", attrs={"th": {"scope": "col"}})
    provider = django_tables2.Column(verbose_name="Provider", accessor="provider__name", order_by="provider__name")
    latest_number = django_tables2.Column(verbose_name="Version")
    latest_state = django_tables2.Column(verbose_name="State")
    saved_at = django_tables2.DateColumn(verbose_name="Last saved", format="j F Y")
    words_in = ("name", "provider__name")
    states = VersionState.choices

    @classmethod
    def in_state(cls, rows: QuerySet, state: str, at: datetime) -> QuerySet:
        """The models whose newest version is in this state."""
        return rows.filter(latest_state=state)

    class Meta(Table.Meta):
        model = LearningModel
        fields = ("name", "provider", "latest_number", "latest_state", "saved_at")
        order_by = ("name",)

    def render_name(self, record: LearningModel, value: str) -> str:
        return format_html('<a href="{}">{}</a>', reverse("products:detail", args=[record.slug]), value)

    def value_name(self, value: str) -> str:
        return value

    def render_latest_state(self, value: str) -> str:
        return VersionState(value).label
