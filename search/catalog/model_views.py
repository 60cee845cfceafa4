"""The page of a model: one address for each of its six parts, and one that shows them all, to print."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from marketplace.access.views import View, public
from marketplace.organizations.acting import acting_for
from search.catalog.model_ordering import ahead_of, starting_for
from search.catalog.model_page import BY_KEY, PARTS, ModelPage, Part
from search.catalog.queries import listed
from search.models import CatalogEntry


def _view(*parts: Part) -> View:
    @public(CatalogEntry, visible=listed, provider="provider_slug", slug="slug")
    def view(request: HttpRequest, entry: CatalogEntry) -> HttpResponse:
        return _shown(request, entry, parts)

    return view


def _shown(request: HttpRequest, entry: CatalogEntry, parts: Sequence[Part]) -> HttpResponse:
    page, acting_id = ModelPage(entry, request.at), acting_for(request).organization_id
    starting = starting_for(request.user, entry, acting_id=acting_id)
    ahead = None
    if page.ordering.is_open and BY_KEY["overview"] in parts:
        ahead = ahead_of(page.designation, page.ordering.policy, sizes=page.sizes, buyer=starting.buyer, at=request.at)
    context = {
        "page": page,
        "parts": PARTS,
        "shown": parts,
        "part": parts[0] if len(parts) == 1 else None,
        "is_whole": len(parts) > 1,
        "starting": starting,
        "ahead": ahead,
    }
    return render(request, "search/catalog/model.html", context)


overview = _view(BY_KEY["overview"])
evidence = _view(BY_KEY["evidence"])
pilots = _view(BY_KEY["pilots"])
prices = _view(BY_KEY["prices"])
data = _view(BY_KEY["data"])
history = _view(BY_KEY["history"])
whole = _view(*PARTS)
