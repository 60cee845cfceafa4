"""The agency's list of totals."""

from __future__ import annotations

import django_tables2 as columns
from django.utils.safestring import SafeString

from marketplace.components.pages import model_link
from marketplace.listing.tables import Table
from marketplace.products.models import LearningModel
from search.interest.figures import FEWEST_SHOWN

UNDER = f"Under {FEWEST_SHOWN}"
RIGHT = {"td": {"class": "pg-num pg-r"}, "th": {"class": "pg-r"}}


class TotalsTable(Table):
    """Models with how often each was looked at, compared and shortlisted in one month."""

    name = columns.Column(verbose_name="Model")
    provider = columns.Column(verbose_name="Provider", accessor="offered_by", orderable=False)
    viewed_total = columns.Column(verbose_name="Page opened", attrs=RIGHT, orderable=False)
    compared_total = columns.Column(verbose_name="Compared", attrs=RIGHT, orderable=False)
    shortlisted_total = columns.Column(verbose_name="Shortlisted", attrs=RIGHT, orderable=False)
    empty_text = "Nothing was counted yet"
    empty_hint = "A month is shown once it is over."
    words_in = ("name", "provider__name")

    class Meta(Table.Meta):
        sequence = ("name", "provider", "viewed_total", "compared_total", "shortlisted_total")

    def render_name(self, record: LearningModel) -> SafeString | str:
        return model_link(record)

    def value_name(self, value: str) -> str:
        return value

    def render_viewed_total(self, value: int) -> str:
        return f"{value:,}" if value >= FEWEST_SHOWN else UNDER

    value_viewed_total = render_compared_total = value_compared_total = render_viewed_total
    render_shortlisted_total = value_shortlisted_total = render_viewed_total
