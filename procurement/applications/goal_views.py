"""The pages on which the goals of an application are written."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.evidence.models import Measure
from procurement.applications import queries, services
from procurement.applications.forms import CommitmentForm
from procurement.applications.models import Application, Commitment
from procurement.applications.permissions import SAVE

AUTHORS = ("provider.owner", "provider.author")


@access(SAVE, Application, roles=AUTHORS, visible=queries.whole, reference="reference")
def add_goal(request: HttpRequest, record: Application) -> HttpResponse:
    """A new goal."""
    return _goal(request, record, None)


@access(SAVE, Application, roles=AUTHORS, visible=queries.whole, reference="reference")
def goal(request: HttpRequest, record: Application, pk: int) -> HttpResponse:
    """One goal."""
    return _goal(request, record, get_object_or_404(Commitment, application=record, pk=pk))


@require_POST
@access(SAVE, Application, roles=AUTHORS, visible=queries.whole, reference="reference")
def remove_goal(request: HttpRequest, record: Application, pk: int) -> HttpResponse:
    """Take a goal off."""
    found = get_object_or_404(Commitment, application=record, pk=pk)
    services.remove_commitment(commitment=found, actor=request.user, at=request.at)
    return redirect("applications:section", record.reference, "commitments")


def _goal(request: HttpRequest, record: Application, found: Commitment | None) -> HttpResponse:
    names = ("goal", "measure", "statistic", "target", "due_on")
    initial = {name: getattr(found, name) for name in names} if found else {}
    if found and found.target is not None:
        initial["target"] = f"{found.target.normalize():f}"
    measures = Measure.objects.exclude(source="wwc").order_by("name")
    form = CommitmentForm(request.POST or None, measures=measures, initial=initial)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.save_commitment(
                application=record, commitment=found, values=form.values(), actor=request.user, at=request.at
            )
        if form.is_valid():
            return redirect("applications:section", record.reference, "commitments")
    context = {"record": record, "form": form, "goal": found}
    return render(request, "procurement/applications/goal.html", context)
