"""The desk: what needs a person, what they wait for, what happened lately; for one organization at a time."""

from collections import Counter

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from marketplace.access.views import signed_in
from marketplace.clocks.appointments import Appointment, calendar_file
from marketplace.desk import queries
from marketplace.desk.registry import DeskItem, HandedDesk, clock_order, handed_desks, items_for, items_looked_after

EVENTS_SHOWN, EVENTS_A_PAGE = 5, 30


@require_GET
@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """What needs you, oldest clock first; what you are waiting for; lately. A matter of a body that the person does not
    belong to yet, such as an invitation, stands on every tab."""
    acting, desks = request.acting, handed_desks([request.user], request.at)
    items = _items(request, desks)
    needs = [item for item in items if not item.waiting_for]
    counts = Counter(item.organization_id for item in needs)
    elsewhere = counts.keys() - {one.organization.pk for one in acting.standings}
    shown = {acting.organization_id, *elsewhere}
    context = {
        "desks": desks,
        "tabs": [(one.organization, counts[one.organization.pk]) for one in acting.standings],
        "standing": acting.chosen,
        "capabilities": acting.capabilities,
        "only_reviews": acting.only_reviews,
        "needs": [item for item in needs if item.organization_id in shown],
        "waiting": [item for item in items if item.waiting_for and item.organization_id in shown],
        "events": queries.events_for(request.user, acting)[:EVENTS_SHOWN],
        "has_dates": any(item.due for item in items),
    }
    return render(request, "marketplace/desk/desk.html", context)


@require_GET
@signed_in
def lately(request: HttpRequest) -> HttpResponse:
    """Everything that happened for the acting organization, newest first."""
    page = Paginator(queries.events_for(request.user, request.acting), EVENTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "standing": request.acting.chosen}
    return render(request, "marketplace/desk/lately.html", context)


@require_GET
@signed_in
def dates(request: HttpRequest) -> HttpResponse:
    """All dates of the person's desk, for a calendar."""
    site = settings.SITE_URL.rstrip("/")
    found = [_date(item, site) for item in _items(request, handed_desks([request.user], request.at)) if item.due]
    response = HttpResponse(
        calendar_file(found, name="Pilotage", made_at=request.at), content_type="text/calendar; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="pilotage.ics"'
    return response


def _items(request: HttpRequest, desks: list[HandedDesk]) -> list[DeskItem]:
    person, at = request.user, request.at
    capabilities = {name for one in request.acting.standings for name in one.organization.capabilities}
    capabilities |= {"regulates"} if request.acting.helps_the_agency else set()
    found = items_for(person, at, capabilities=capabilities)
    known = {item.url for item in found}
    for desk in desks:
        if desk.taker == person:
            found += [item for item in items_looked_after(desk, at) if item.url not in known]
    return sorted(found, key=clock_order)


def _date(item: DeskItem, site: str) -> Appointment:
    waiting = f"Waiting for {item.waiting_for}. " if item.waiting_for else ""
    return Appointment(title=item.title, due=item.due, url=f"{site}{item.url}", detail=f"{waiting}{item.reference}")
