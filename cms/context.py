"""The agency's own name, words and pages, on every page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from cms import queries


def branding(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `branding` (the agency's words) and `footer_links` (pages that exist), read when asked for."""
    return {"branding": SimpleLazyObject(queries.branding), "footer_links": SimpleLazyObject(queries.footer_links)}
