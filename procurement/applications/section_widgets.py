"""Controls of a section that Django has none for: a small table, and a file that is kept once uploaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.template.loader import render_to_string

from procurement.applicationforms.kinds import ROWS_MAX, Column, is_blank, rows_of

BLANK_ROWS = 2
ROWS_AT_FIRST = 3


class TableWidget(forms.Widget):
    """Rows of inputs: those filled in and two more. Saving makes room for the next."""

    is_split = True

    def __init__(self, columns: Sequence[Column], *, rows_max: int | None, attrs: Any = None) -> None:
        super().__init__(attrs)
        self.columns, self.rows_max = columns, rows_max or ROWS_MAX

    @staticmethod
    def data_of(name: str, rows: Any) -> dict[str, str]:
        """Rows as a browser would send them."""
        cells = ((number, key, typed) for number, row in enumerate(rows_of(rows)) for key, typed in row.items())
        return {f"{name}-{number}-{key}": typed for number, key, typed in cells}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, str]]:
        rows = [
            {column.key: str(data.get(f"{name}-{number}-{column.key}", "")) for column in self.columns}
            for number in range(ROWS_MAX)
        ]
        return [row for row in rows if not is_blank(row)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        rows = rows_of(value)
        count = max(len(rows), min(max(len(rows) + BLANK_ROWS, ROWS_AT_FIRST), self.rows_max))
        filled = [*rows, *({} for _ in range(count - len(rows)))]
        first = f"id_{name}"
        cells = [
            [
                {
                    "column": column,
                    "name": f"{name}-{number}-{column.key}",
                    "id": f"{first}_{number * len(self.columns) + place}",
                    "value": row.get(column.key, ""),
                }
                for place, column in enumerate(self.columns)
            ]
            for number, row in enumerate(filled)
        ]
        return render_to_string("procurement/applications/_table_widget.html", {"columns": self.columns, "rows": cells})


class FileWidget(forms.FileInput):
    """The file that is kept, with a tick to remove it, and a control for another one."""

    needs_multipart_form = True

    def __init__(self, *, known: Mapping[str, str], attrs: Any = None) -> None:
        super().__init__(attrs)
        self.known = known

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        upload = files.get(name)
        if upload is not None:
            return upload
        return "" if data.get(f"{name}-remove") else data.get(f"{name}-kept", "")

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        key = value.get("key", "") if isinstance(value, Mapping) else value if isinstance(value, str) else ""
        kept = {"key": key, "label": self.known[key]} if key in self.known else None
        control = super().render(name, None, attrs, renderer)
        context = {"name": name, "kept": kept, "control": control}
        return render_to_string("procurement/applications/_file_widget.html", context)
