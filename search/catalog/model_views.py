"""The page of a model: one address for each of its six parts, and one that shows them all, to print."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from marketplace.access.views import View, public
from marketplace.organizations.acting import acting_for
from marketplace.organizations.models import Organization
from marketplace.products.vocabulary import PriceUnit
from procurement.quotes.ahead import Estimate, estimate
from procurement.quotes.queries import bands
from search.catalog.forms import PilotSizeForm
from search.catalog.model_ordering import Committed, ahead_of, committed_of, price_of, starting_for, too_much_with
from search.catalog.model_page import BY_KEY, PARTS, ModelPage, Part
from search.catalog.queries import listed
from search.models import CatalogEntry
from search.signals import model_viewed


@dataclass(frozen=True, slots=True)
class Sizing:
    """The form that asks for the size of a pilot, what that costs, how many students its tier allows, and what the
    buyer has ordered already that leaves no room for it."""

    form: PilotSizeForm
    estimate: Estimate | None
    students_max: int | None
    over: tuple[Committed, ...]

    @property
    def is_too_large(self) -> bool:
        return bool(self.estimate and self.students_max and self.estimate.students > self.students_max)


def _view(*parts: Part) -> View:
    @public(CatalogEntry, visible=listed, provider="provider_slug", slug="slug")
    def view(request: HttpRequest, entry: CatalogEntry) -> HttpResponse:
        return _shown(request, entry, parts)

    return view


def _shown(request: HttpRequest, entry: CatalogEntry, parts: tuple[Part, ...]) -> HttpResponse:
    page, acting_id = ModelPage(entry, request.at), acting_for(request).organization_id
    starting = starting_for(request.user, entry, acting_id=acting_id)
    ahead = None
    if page.ordering.is_open and BY_KEY["overview"] in parts:
        ahead = ahead_of(page.designation, page.ordering.policy, sizes=page.sizes, buyer=starting.buyer, at=request.at)
    sizing = _sizing(page, request.GET, starting.buyer) if parts == (BY_KEY["prices"],) else None
    context = {
        "page": page,
        "parts": PARTS,
        "shown": parts,
        "part": parts[0] if len(parts) == 1 else None,
        "is_whole": len(parts) > 1,
        "starting": starting,
        "ahead": ahead,
        "sizing": sizing,
    }
    response = render(request, "search/catalog/model.html", context)
    model_viewed.send(sender=CatalogEntry, entries=[entry], request=request, response=response)
    return response


def _sizing(page: ModelPage, typed: QueryDict, buyer: Organization | None) -> Sizing | None:
    """What a pilot of the size typed would cost. None where the list price is not by student or nothing is ordered."""
    if not page.ordering.is_open or page.version.price_unit != PriceUnit.PER_STUDENT:
        return None
    form = PilotSizeForm(typed if "students" in typed else None)
    rules = page.ordering.policy.rules
    found = estimate(form.cleaned_data["students"], price_of(page.version), bands(rules)) if form.is_valid() else None
    committed = committed_of(page.designation, page.ordering.policy, buyer, page.at) if found else ()
    students_max = rules.tiers.of(page.designation.tier).students_per_pilot_max
    return Sizing(form, found, students_max, too_much_with(found, committed))


overview = _view(BY_KEY["overview"])
evidence = _view(BY_KEY["evidence"])
pilots = _view(BY_KEY["pilots"])
prices = _view(BY_KEY["prices"])
data = _view(BY_KEY["data"])
history = _view(BY_KEY["history"])
whole = _view(*PARTS)
