"""The registry of measures: public to read, open to proposals."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketplace.access.views import access, public
from marketplace.evidence import queries, services
from marketplace.evidence.forms import MeasureForm
from marketplace.evidence.permissions import PROPOSE_MEASURE
from marketplace.evidence.tables import MeasureFilter, MeasureTable
from marketplace.evidence.views import AUTHORS, posted
from marketplace.listing.views import render_list


@public
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure of the registry, with whether it can carry a tier."""
    context = {"may_propose": bool(PROPOSE_MEASURE.decide(request.user))}
    return render_list(
        request,
        "marketplace/evidence/measures.html",
        MeasureTable,
        queries.registry(),
        filterset_class=MeasureFilter,
        context=context,
        filename="measures",
    )


@access(PROPOSE_MEASURE, roles=AUTHORS)
def measure_propose(request: HttpRequest) -> HttpResponse:
    """Propose a measure. It can be used at once, and carries no tier until it is validated."""
    form = MeasureForm(posted(request))
    if form.is_valid():
        with form.catching():
            measure = services.propose_measure(values=form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, f"{measure.name} is in the registry, not yet validated. You can use it now.")
            return redirect("evidence:measures")
    return render(request, "marketplace/evidence/measure_propose.html", {"form": form})
