"""`/models/compare/`: models side by side, and choosing which."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.referer import page_before
from marketplace.access.views import public
from marketplace.listing.export import CONTENT_TYPES
from search.catalog.compare_export import file_of_comparison
from search.catalog.compare_page import page_of_comparison
from search.catalog.compare_reading import choose
from search.catalog.compare_state import CompareState, read_asked, read_differences
from search.catalog.compare_tray import Change, Tray, change, keep, tray_of
from search.models import CatalogEntry
from search.signals import models_compared
from search.words import MOST_CHARACTERS_READ


@public
def compare(request: HttpRequest) -> HttpResponse:
    """The models that the address names, side by side; or the same as a file."""
    asked = read_asked(request.GET.getlist("model"))
    chosen = choose(asked.slugs, request.at)
    kind = request.GET.get("export", "")
    if kind in CONTENT_TYPES and chosen.entries:
        return file_of_comparison(chosen.entries, request.at, kind=kind)
    state = CompareState(
        slugs=tuple(entry.model.slug for entry in chosen.entries),
        differences=read_differences(request.GET.get("differences", "")),
        words=request.GET.get("q", "").replace("\x00", "").strip()[:MOST_CHARACTERS_READ],
    )
    page = page_of_comparison(chosen, asked, state, request.at)
    response = render(request, "search/catalog/compare.html", {"page": page})
    if len(chosen.entries) > 1 and not page.is_looking:
        models_compared.send(CatalogEntry, entries=chosen.entries, request=request, response=response)
    return response


@public
@require_POST
def compare_choice(request: HttpRequest) -> HttpResponse:
    """Add a model to what is chosen, take one out, keep just some or clear all; then back to where that was asked."""
    done = change(tray_of(request), dict(request.POST.lists()), request.at)
    request.compare_tray = Tray(done.slugs, request.at)
    if request.htmx:
        context = {"done": done, "is_in_tray": not {"add", "remove"} & set(request.POST)}
        response = render(request, "search/catalog/_compare_changed.html", context)
    else:
        response = _back(request, done)
    keep(response, request, done.slugs)
    return response


def _back(request: HttpRequest, done: Change) -> HttpResponseRedirect:
    """To the model's place on the page before; to the catalogue where just some were kept."""
    if done.is_refused:
        messages.warning(request, done.said)
    before = page_before(request)
    if "keep" in request.POST or before is None:
        return redirect("catalog:search")
    place = "" if done.is_refused or not done.touched else f"compare-{done.touched[0].model.slug}"
    return redirect(before._replace(fragment=place).geturl())
