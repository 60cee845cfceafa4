"""The list of saved searches."""

from __future__ import annotations

import django_tables2 as columns
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from marketplace.clocks.words import count_words
from marketplace.listing.tables import Table
from marketplace.notifications.rhythm import NEVER
from search.saved.addresses import line_of
from search.saved.models import SavedSearch
from search.saved.stopping import stop_url

SHORT_RHYTHMS = {"at_once": "At once", "daily": "Once a day", "weekly": "Once a week", "never": "Never"}


class SavedSearchTable(Table):
    """The searches of the person's organizations, with what is new and how often the person is told."""

    name = columns.Column(verbose_name="Search")
    organization = columns.Column(verbose_name="Of", order_by=("organization__name", "name"))
    news_count = columns.Column(verbose_name="New for you")
    rhythm = columns.Column(verbose_name="You are told", orderable=False)
    empty_text = "No saved searches yet"
    empty_hint = "Search the models, then choose “Save this search”."
    words_in = ("name",)

    class Meta(Table.Meta):
        sequence = ("name", "organization", "news_count", "rhythm")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.person_id: int | None = None

    def before_render(self, request: object) -> None:
        self.person_id = request.user.pk

    def render_name(self, record: SavedSearch, value: str) -> SafeString:
        url = reverse("saved:detail", args=[record.reference])
        asked = line_of(record.address)
        return format_html(
            '<a href="{}">{}</a><br><span class="pg-small pg-quiet pg-normal">{}</span>', url, value, asked
        )

    def value_name(self, value: str) -> str:
        return value

    def render_news_count(self, value: int) -> SafeString | str:
        return format_html("<b>{}</b>", count_words(value, "change")) if value else "Nothing"

    def value_news_count(self, value: int) -> int:
        return value

    def render_rhythm(self, record: SavedSearch, value: str) -> SafeString | str:
        if value == NEVER:
            return SHORT_RHYTHMS[value]
        url = stop_url(search_id=record.pk, person_id=self.person_id)
        return format_html(
            '{} · <a href="{}">Stop<span class="usa-sr-only"> the mails about {}</span></a>',
            SHORT_RHYTHMS[value],
            url,
            record.name,
        )

    def value_rhythm(self, value: str) -> str:
        return SHORT_RHYTHMS[value]
