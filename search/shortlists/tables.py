"""The list of shortlists."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

import django_tables2 as columns
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.components.marks import status
from marketplace.components.times import day
from marketplace.listing.tables import Table
from search.shortlists.models import Shortlist


class ShortlistTable(Table):
    """Lists, the newest first."""

    name = columns.Column(verbose_name="Shortlist")
    organization = columns.Column(verbose_name="District", order_by=("organization__name",))
    models_count = columns.Column(verbose_name="Models", attrs={"td": {"class": "pg-r"}, "th": {"class": "pg-r"}})
    created_at = columns.Column(verbose_name="Started", attrs={"td": {"class": "pg-gapl"}, "th": {"class": "pg-gapl"}})
    state = columns.Column(verbose_name="Now")
    empty_text = "No shortlists yet"
    empty_hint = "Find a model under Models, and choose “Add to a shortlist” beside it."
    words_in = ("name", "reference")
    states: ClassVar[Iterable[tuple[str, str]]] = (
        ("working", "Working"), ("frozen", "Frozen"), ("away", "Put away"),
    )  # fmt: skip

    class Meta(Table.Meta):
        sequence = ("name", "organization", "models_count", "created_at", "state")

    @classmethod
    def in_state(cls, rows: QuerySet, state: str, at: datetime) -> QuerySet:
        """Worked on, frozen, or put away whatever it was."""
        return rows.exclude(put_away_at=None) if state == "away" else rows.filter(state=state, put_away_at=None)

    def render_name(self, record: Shortlist, value: str) -> SafeString:
        url = reverse("shortlists:detail", args=[record.reference])
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, value, record.reference)

    def value_name(self, record: Shortlist) -> str:
        return f"{record.reference} {record.name}"

    def render_created_at(self, value: datetime) -> SafeString:
        return day(value)

    def render_state(self, record: Any) -> SafeString:
        if record.put_away_at is not None:
            return status("open", f"Put away, {'frozen' if record.is_frozen else 'working'}")
        if record.is_frozen:
            return status("done", format_html("<span>Frozen {}</span>", day(record.research.frozen_at)))
        return status("half", "Working")

    def value_state(self, record: Shortlist) -> str:
        return "Put away" if record.put_away_at else record.get_state_display()
