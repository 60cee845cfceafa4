"""Handing a desk over: which are in a colleague's hands, handing one over, ending it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.organizations import queries, services
from marketplace.organizations.forms import HandOverForm
from marketplace.organizations.models import Organization
from marketplace.organizations.permissions import HAND_OVER, MANAGE_PEOPLE
from marketplace.organizations.views import MEMBERS, posted


@access(HAND_OVER, Organization, roles=MEMBERS, slug="slug")
def hand_over(request: HttpRequest, organization: Organization) -> HttpResponse:
    """The desks that are handed over, and handing over one's own; an owner anybody's."""
    is_owner = MANAGE_PEOPLE.decide(request.user, organization).allowed
    people = queries.people_with(organization)
    givers = people if is_owner else people.filter(pk=request.user.pk)
    form = HandOverForm(posted(request), givers=givers, takers=people, initial={"giver": request.user.pk})
    if form.is_valid():
        with form.catching():
            services.hand_over_desk(organization=organization, **form.agreed(), actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "The desk is handed over. Both are told.")
            return redirect("organizations:hand_over", organization.slug)
    rows = queries.handovers_of(organization, at=request.at)
    context = {
        "organization": organization,
        "form": form,
        "rows": [
            {
                "handover": row,
                "runs": row.is_running(request.at),
                "may_end": is_owner or row.giver_id == request.user.pk,
            }
            for row in rows
        ],
    }
    return render(request, "marketplace/organizations/hand_over.html", context)


@require_POST
@access(HAND_OVER, Organization, roles=MEMBERS, slug="slug")
def end_handover(request: HttpRequest, organization: Organization) -> HttpResponse:
    """End it early."""
    value = request.POST.get("handover", "")
    key = int(value) if value.isascii() and value.isdigit() and len(value) < 18 else 0
    wanted = get_object_or_404(organization.handovers.select_related("giver"), pk=key)
    services.end_handover(handover=wanted, actor=request.user, at=request.at)
    messages.success(request, f"{wanted.giver} has the desk back.")
    return redirect("organizations:hand_over", organization.slug)
