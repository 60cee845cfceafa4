"""Going on from an earlier application: copying its answers into a draft, and renewing an approval with them."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from marketplace.access.views import access
from procurement.applications import queries, services
from procurement.applications.copy_forms import CopyForm, RenewForm
from procurement.applications.copying import offers
from procurement.applications.models import Application
from procurement.applications.permissions import SAVE

AUTHORS = ("provider.owner", "provider.author")


@access(SAVE, Application, roles=AUTHORS, visible=queries.whole, reference="reference")
def copy(request: HttpRequest, record: Application) -> HttpResponse:
    """Choose an earlier application, then untick what is not to be copied."""
    if record.state != "draft":
        return redirect("applications:receipt", record.reference)
    reference = request.GET.get("from", "")
    if not reference:
        context = {"record": record, "earlier": queries.earlier_of(record)}
        return render(request, "procurement/applications/copy_from.html", context)
    source = queries.earlier_of(record).filter(reference=reference).first()
    if source is None:
        raise Http404("There is no such application.")
    begun = set(record.answers.values_list("key", flat=True))
    found = offers(source.round.definition, queries.typed_answers(source), record.round.definition)
    offered = {key: each for key, each in found.items() if key not in begun}
    form = CopyForm(request.POST or None, application=record, offered=offered)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            copied = services.copy_forward(
                application=record, source=source, actor=request.user, at=request.at, **form.cleaned_data
            )
        if form.is_valid():
            count = f"{len(copied)} section{'' if len(copied) == 1 else 's'}"
            messages.success(request, f"{count} copied. Read each again, then confirm it.")
            return redirect("applications:tasks", record.reference)
    kept = [each.title for each in record.round.definition.sections if each.key in begun and each.key in found]
    context = {"record": record, "source": source, "form": form, "is_empty": not offered, "kept": kept}
    return render(request, "procurement/applications/copy.html", context)


@access(SAVE, Application, roles=AUTHORS, visible=queries.whole, reference="reference")
def renew(request: HttpRequest, record: Application) -> HttpResponse:
    """Apply again with the same model, from what this application said."""
    rounds = queries.rounds_to_renew_in(record, person=request.user, at=request.at)
    form = RenewForm(request.POST or None, rounds=rounds, initial={"tier_asked": record.tier_asked})
    if request.method == "POST" and form.is_valid():
        with form.catching():
            begun = services.start_application(
                asked=form.cleaned_data["round"],
                model=record.model,
                tier_asked=form.cleaned_data["tier_asked"],
                actor=request.user,
                at=request.at,
            )
        if form.is_valid():
            return redirect(f"{reverse('applications:copy', args=[begun.reference])}?from={record.reference}")
    context = {"record": record, "form": form, "rounds": rounds}
    return render(request, "procurement/applications/renew.html", context)
