"""`{% load shortlists %}`: what any page about a model says of the reader's shortlists."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.template import Context
from django.urls import reverse

from marketplace.access.referer import page_before
from search.catalog.parameters import SearchState, read_state
from search.models import CatalogEntry
from search.shortlists.pages import Shortlisting, shortlisting_of
from search.shortlists.permissions import START

register = template.Library()


@register.simple_tag(takes_context=True)
def shortlisting(context: Context, entry: CatalogEntry, is_in_force: Any = None) -> Shortlisting | None:
    """`{% shortlisting entry as offer %}`: what is offered about a model; None to whoever keeps no shortlists."""
    request = context.get("request")
    if request is None or not request.user.is_authenticated or not START.decide(request.user):
        return None
    found_by = _search(context.get("state"), request)
    return shortlisting_of(entry, request.user, found_by, request.at, is_in_force=bool(is_in_force))


def _search(state: Any, request: HttpRequest) -> str:
    """The search on this page, or the one that the person came from, from the question mark on."""
    if not isinstance(state, SearchState):
        before = page_before(request)
        if before is None or before.path != reverse("catalog:search"):
            return ""
        state = read_state(QueryDict(before.query))
    return state.address(page=state.page)
