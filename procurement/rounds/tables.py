"""Lists of rounds."""

from __future__ import annotations

from datetime import datetime

import django_tables2 as columns
from django.db.models import QuerySet
from django.template import Context, Template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.listing.tables import Table
from procurement.rounds import queries
from procurement.rounds.models import Round

STANDING = {
    "draft": ("open", "Draft"),
    "soon": ("wait", "Opens soon"),
    "open": ("half", "Open"),
    "closed": ("done", "Closed"),
    "archived": ("done", "Archived"),
}
_INSTANT = Template("{% load pilotage %}{% instant value zone %}")
_STATUS = Template("{% load pilotage %}{% status kind words %}")


class RoundTable(Table):
    """Rounds, newest first."""

    title = columns.Column(verbose_name="Round")
    opens_at = columns.Column(verbose_name="Opens")
    closes_at = columns.Column(verbose_name="Closes")
    state = columns.Column(verbose_name="Now", orderable=False)
    url_name = "rounds:detail"
    words_in = ("reference", "title")
    states = tuple((value, words) for value, (_mark, words) in STANDING.items() if value != "draft")
    empty_hint = "A round is an invitation to providers. It is announced here."

    class Meta(Table.Meta):
        empty_text = "No round has been published yet"
        sequence = ("title", "opens_at", "closes_at", "state")

    @classmethod
    def in_state(cls, rows: QuerySet, state: str, at: datetime) -> QuerySet:
        """The rounds that stand so at this instant."""
        return queries.standing_so(rows, state, at)

    def render_title(self, record: Round) -> SafeString:
        url = reverse(self.url_name, args=[record.reference])
        return format_html('<a href="{}">{}</a><br><span class="pg-ref">{}</span>', url, record.title, record.reference)

    def value_title(self, record: Round) -> str:
        return f"{record.reference} {record.title}"

    def render_opens_at(self, record: Round) -> str:
        return _INSTANT.render(Context({"value": record.opens_at, "zone": record.zone}))

    def value_opens_at(self, record: Round) -> str:
        return record.opens_at.isoformat()

    def render_closes_at(self, record: Round) -> str:
        return _INSTANT.render(Context({"value": record.closes_at, "zone": record.zone}))

    def value_closes_at(self, record: Round) -> str:
        return record.closes_at.isoformat()

    def render_state(self, record: Round) -> str:
        kind, words = STANDING[record.standing(self.request.at)]
        return _STATUS.render(Context({"kind": kind, "words": words}))

    def value_state(self, record: Round) -> str:
        return STANDING[record.standing(self.request.at)][1]


class AgencyRoundTable(RoundTable):
    """The same, drafts included, as the agency sees them."""

    url_name = "rounds:agency_detail"
    states = tuple((value, words) for value, (_mark, words) in STANDING.items())
    empty_hint = "Draft the first one."

    class Meta(RoundTable.Meta):
        empty_text = "No rounds yet"
