"""Taking an application out as an archive, and bringing one in."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from marketplace.access.views import access
from procurement.applications import queries as applications
from procurement.applications.models import Application
from procurement.applications.permissions import OWN
from procurement.rounds.queries import open_at
from procurement.transfers import queries, services
from procurement.transfers.exporting import archive_of
from procurement.transfers.forms import ImportForm
from procurement.transfers.models import ApplicationImport
from procurement.transfers.permissions import IMPORT

COLLEAGUES = ("provider.owner", "provider.author", "provider.signatory")
AUTHORS = ("provider.owner", "provider.author")


@require_safe
@access(OWN, Application, roles=COLLEAGUES, visible=applications.whole, reference="reference")
def export(request: HttpRequest, record: Application) -> FileResponse:
    """The whole application as a ZIP file."""
    response = FileResponse(
        archive_of(record, at=request.at),
        as_attachment=True,
        filename=f"{record.reference}.zip",
        content_type="application/zip",
    )
    response["Cache-Control"] = "private, no-store"
    return response


@access(IMPORT, roles=AUTHORS)
def bring_in(request: HttpRequest) -> HttpResponse:
    """Begin a draft from an archive."""
    form = ImportForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        rounds=open_at(request.at),
        models=queries.models_of(request.user),
    )
    if form.is_valid():
        with form.catching():
            brought = services.import_application(actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            return redirect("transfers:brought_in", brought.application.reference)
    return render(request, "procurement/transfers/bring_in.html", {"form": form})


@access(OWN, Application, roles=COLLEAGUES, visible=applications.whole, reference="reference")
def brought_in(request: HttpRequest, record: Application) -> HttpResponse:
    """What was taken from the archive, and what was left out."""
    brought = get_object_or_404(ApplicationImport.objects.select_related("imported_by"), application=record)
    return render(request, "procurement/transfers/brought_in.html", {"record": record, "brought": brought})
