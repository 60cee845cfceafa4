"""CSV and XLSX of a table; no cell can be taken for a formula."""

import re
from html import unescape
from typing import Any

import tablib
from django.http import HttpResponse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")
NOT_IN_SHEETS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def safe_cell(value: Any) -> Any:
    """The value as a spreadsheet shows it and never runs it: text that starts like a formula gets an apostrophe; the
    markup of a page, and what no sheet can hold, is left out."""
    if isinstance(value, SafeString):
        value = unescape(strip_tags(value))
    if isinstance(value, str):
        value = NOT_IN_SHEETS.sub("", value)
    if isinstance(value, str) and value.startswith(FORMULA_STARTS) and not _is_number(value):
        return f"'{value}"
    return value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def file_response(*, headers: list[str], rows: list[list[Any]], filename: str, kind: str) -> HttpResponse:
    """The rows as a download; `kind` is csv or xlsx. Text only from our own columns, each cell made safe,
    those of the header too."""
    safe = [[safe_cell(cell) for cell in row] for row in (headers, *rows)]
    data = tablib.Dataset(*safe[1:], headers=safe[0])
    body = data.export(kind)
    if kind == "csv":
        body = "\ufeff" + body
    response = HttpResponse(body, content_type=CONTENT_TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{filename}.{kind}"'
    return response
