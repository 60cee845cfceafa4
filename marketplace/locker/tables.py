"""The list of an organization's documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

import django_tables2 as columns
from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.access.scope import current_instant
from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import day_words
from marketplace.components.marks import status
from marketplace.listing.tables import Table
from marketplace.locker.expiry import FIRST_WARNING_DAYS, standing
from marketplace.locker.models import LockerDocument


class DocumentTable(Table):
    """Documents with their newest version."""

    title = columns.Column(verbose_name="Document")
    kind = columns.Column(verbose_name="Kind")
    newest_number = columns.Column(verbose_name="Version")
    newest_issued_on = columns.Column(verbose_name="Issued", default="–")
    newest_expires_on = columns.Column(verbose_name="Holds", empty_values=())
    empty_hint = "Upload a paper once, such as your insurance certificate, and send it with any application."
    words_in = ("title", "reference")
    states: ClassVar[Iterable[tuple[str, str]]] = (
        ("current", "In use"), ("ending", "Ends soon or has ended"), ("away", "Put away"),
    )  # fmt: skip

    class Meta(Table.Meta):
        empty_text = "No documents"
        sequence = ("title", "kind", "newest_number", "newest_issued_on", "newest_expires_on")

    @classmethod
    def in_state(cls, rows: QuerySet, state: str, at: datetime) -> QuerySet:
        """In use, ending by the clock, or put away."""
        if state == "away":
            return rows.exclude(put_away_at=None)
        last = _today(at) + timedelta(days=FIRST_WARNING_DAYS)
        ending = Q(newest_expires_on__lte=last) if state == "ending" else Q()
        return rows.filter(ending, put_away_at=None)

    def render_title(self, record: LockerDocument, value: str) -> SafeString:
        url = reverse("locker:detail", args=[record.reference])
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, value, record.reference)

    def value_title(self, record: LockerDocument) -> str:
        return record.title

    def render_newest_issued_on(self, value: date) -> str:
        return day_words(value)

    def render_newest_expires_on(self, record: Any, value: date | None) -> SafeString:
        return status(*_standing(record, value))

    def value_newest_expires_on(self, record: Any, value: date | None) -> str:
        return _standing(record, value)[1]


def _standing(record: Any, expires_on: date | None) -> tuple[str, str]:
    if record.put_away_at is not None:
        return "open", "Put away"
    return standing(expires_on, today=_today(current_instant()))


def _today(at: datetime) -> date:
    return local_day(at, settings.TIME_ZONE)
