"""The pages of an organization's documents."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.audit.queries import history_of
from marketplace.clocks.calendar import local_day
from marketplace.listing.views import render_list
from marketplace.locker import queries, services
from marketplace.locker.expiry import standing
from marketplace.locker.forms import DocumentForm, VersionForm
from marketplace.locker.models import LockerDocument
from marketplace.locker.permissions import ADD, CHANGE, LIST, VIEW
from marketplace.locker.tables import DocumentTable
from marketplace.organizations.models import Organization
from marketplace.organizations.views import MEMBERS, posted

KEEPERS = ("organization.owner", "organization.author", "organization.buyer")


@access(LIST, Organization, roles=MEMBERS, visible=queries.lockers, slug="slug")
def document_list(request: HttpRequest, organization: Organization) -> HttpResponse:
    """What the organization keeps."""
    context = {"organization": organization, "may_add": ADD.decide(request.user, organization)}
    rows = queries.documents_of(organization)
    return render_list(
        request, "marketplace/locker/list.html", DocumentTable, rows, context=context, filename="documents"
    )


@access(ADD, Organization, roles=KEEPERS, visible=queries.lockers, slug="slug")
def add(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Keep a new document."""
    form = DocumentForm(posted(request), request.FILES or None)
    if form.is_valid():
        with form.catching():
            document = services.add_document(
                organization=organization, actor=request.user, at=request.at, **form.cleaned_data
            )
        if form.is_valid():
            messages.success(request, "The document is kept. You can send it with any application.")
            return redirect("locker:detail", document.reference)
    context = {"organization": organization, "form": form}
    return render(request, "marketplace/locker/add.html", context)


@access(VIEW, LockerDocument, roles=MEMBERS, visible=queries.whole, reference="reference")
def detail(request: HttpRequest, record: LockerDocument) -> HttpResponse:
    """One document with all its versions."""
    today = local_day(request.at, settings.TIME_ZONE)
    versions = list(record.versions.all())
    context = {
        "record": record,
        "newest": versions[0],
        "status": standing(versions[0].expires_on, today=today),
        "versions": versions,
        "may_change": CHANGE.decide(request.user, record),
        "events": history_of(record),
    }
    return render(request, "marketplace/locker/detail.html", context)


@access(CHANGE, LockerDocument, roles=KEEPERS, visible=queries.whole, reference="reference")
def add_version(request: HttpRequest, record: LockerDocument) -> HttpResponse:
    """Keep a newer version."""
    form = VersionForm(posted(request), request.FILES or None)
    if form.is_valid():
        with form.catching():
            services.add_version(document=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "The new version is kept. What was sent before stays as it was sent.")
            return redirect("locker:detail", record.reference)
    context = {"record": record, "form": form}
    return render(request, "marketplace/locker/add_version.html", context)


@require_POST
@access(CHANGE, LockerDocument, roles=KEEPERS, visible=queries.whole, reference="reference")
def put_away(request: HttpRequest, record: LockerDocument) -> HttpResponse:
    """Offer it no longer."""
    services.put_away(document=record, actor=request.user, at=request.at)
    messages.success(request, "The document is put away. It stays here for you to read.")
    return redirect("locker:detail", record.reference)


@require_POST
@access(CHANGE, LockerDocument, roles=KEEPERS, visible=queries.whole, reference="reference")
def bring_back(request: HttpRequest, record: LockerDocument) -> HttpResponse:
    """Offer it again."""
    services.bring_back(document=record, actor=request.user, at=request.at)
    messages.success(request, "The document is offered again.")
    return redirect("locker:detail", record.reference)
