"""Tables that sort, page and export, and stack on a phone."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import django_tables2
from django.db.models import QuerySet


class Table(django_tables2.Table):
    """A table of the portal. A column's `verbose_name` labels its cells on a phone; `empty_text` says why none.

    Its list is filtered by words in the fields `words_in`, and by `states`: pairs of a value and its words.
    """

    empty_hint = ""
    words_in: tuple[str, ...] = ()
    states: Iterable[tuple[str, str]] = ()

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "usa-table pg-table pg-table--stack"}

    @classmethod
    def in_state(cls, rows: QuerySet, state: str, at: datetime) -> QuerySet:
        """The rows in one of the table's states at this instant."""
        return rows.filter(state=state)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.empty_text is None:
            self.empty_text = getattr(type(self), "empty_text", None)
        for column in self.columns:
            label = str(column.header)
            in_one_line = {"class": "pg-nowrap"} if isinstance(column.column, django_tables2.DateColumn) else {}
            column.column.attrs = {
                **column.column.attrs,
                "td": {"data-label": label, **in_one_line, **column.column.attrs.get("td", {})},
            }
