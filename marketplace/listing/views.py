"""A list page: filtered, sorted, paged and exported, its state in the address."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django_tables2 import RequestConfig

from marketplace.listing.export import CONTENT_TYPES, file_response
from marketplace.listing.filters import filter_of
from marketplace.listing.tables import Table

ROWS_A_PAGE = 25


def render_list(
    request: HttpRequest,
    template: str,
    table_class: type[Table],
    queryset: QuerySet,
    *,
    filterset_class: Any = None,
    context: dict[str, Any] | None = None,
    filename: str = "",
) -> HttpResponse:
    """Render the list with `table` and `filter` in its context, or export all of it for `?export=csv` or `xlsx`."""
    filterset_class = filter_of(table_class, filterset_class)
    filterset = filterset_class(request.GET, queryset=queryset, request=request) if filterset_class else None
    rows = filterset.qs if filterset is not None else queryset
    table = table_class(rows)
    RequestConfig(request, paginate=False).configure(table)
    kind = request.GET.get("export", "")
    if kind in CONTENT_TYPES:
        headers, *body = table.as_values()
        return file_response(headers=headers, rows=body, filename=filename or slugify(table_class.__name__), kind=kind)
    if request.GET.get("q") or request.GET.get("state"):
        table.empty_text, table.empty_hint = "Nothing fits", "Use other or fewer words, or clear the filters."
    table.paginate(per_page=ROWS_A_PAGE)
    table.page = table.paginator.get_page(request.GET.get("page"))
    return render(request, template, {"table": table, "filter": filterset, **(context or {})})
