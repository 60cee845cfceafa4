"""Tables that sort, page and export, and stack on a phone."""

from typing import Any

import django_tables2


class Table(django_tables2.Table):
    """A table of the portal. A column's `verbose_name` labels its cells on a phone; `empty_text` says why none."""

    empty_hint = ""

    class Meta:
        template_name = "components/table.html"
        attrs = {"class": "usa-table pg-table pg-table--stack"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for column in self.columns:
            label = str(column.header)
            column.column.attrs = {
                **column.column.attrs,
                "td": {"data-label": label, **column.column.attrs.get("td", {})},
            }
