"""The provider's page of what goes with an application."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.clocks.calendar import local_day
from marketplace.locker.expiry import standing
from marketplace.locker.permissions import ADD
from procurement.applications import queries as applications
from procurement.applications.models import Application
from procurement.applications.permissions import OWN, SAVE
from procurement.attachments import queries, services
from procurement.attachments.forms import SectionAttachForm
from procurement.attachments.models import AttachedDocument
from procurement.attachments.sections import section_title

COLLEAGUES = ("provider.owner", "provider.author", "provider.signatory")
AUTHORS = ("provider.owner", "provider.author")


@access(OWN, Application, roles=COLLEAGUES, visible=applications.whole, reference="reference")
def attached_list(request: HttpRequest, record: Application) -> HttpResponse:
    """What goes with it; in a draft, or while it is asked for, more can be attached."""
    return _page(request, record, _form(request, record, None))


@require_POST
@access(SAVE, Application, roles=AUTHORS, visible=applications.whole, reference="reference")
def attach(request: HttpRequest, record: Application) -> HttpResponse:
    """Attach one."""
    form = _form(request, record, request.POST)
    if form.is_valid():
        with form.catching():
            services.attach_document(application=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "The document goes with your application.")
            return redirect("attachments:list", record.reference)
    return _page(request, record, form)


@require_POST
@access(SAVE, Application, roles=AUTHORS, visible=applications.whole, reference="reference")
def take_off(request: HttpRequest, record: Application, pk: int) -> HttpResponse:
    """Take one off."""
    services.take_off(attached=_attached(record, pk), actor=request.user, at=request.at)
    messages.success(request, "The document no longer goes with your application.")
    return redirect("attachments:list", record.reference)


@require_POST
@access(SAVE, Application, roles=AUTHORS, visible=applications.whole, reference="reference")
def renew(request: HttpRequest, record: Application, pk: int) -> HttpResponse:
    """Take the newer version of one."""
    services.renew_attached(attached=_attached(record, pk), actor=request.user, at=request.at)
    messages.success(request, "The newer version goes with your application.")
    return redirect("attachments:list", record.reference)


def _attached(record: Application, pk: int) -> AttachedDocument:
    return get_object_or_404(AttachedDocument, application=record, pk=pk)


def _form(request: HttpRequest, record: Application, data: Any) -> SectionAttachForm:
    return SectionAttachForm(
        data,
        versions=queries.attachable_to(record),
        sections=record.round.definition.sections,
        today=local_day(request.at, record.round.zone),
    )


def _page(request: HttpRequest, record: Application, form: SectionAttachForm) -> HttpResponse:
    today, newer = local_day(request.at, record.round.zone), queries.newer_than_attached(record)
    rows = [
        {
            "attached": row,
            "file": row.file or row.version.file,
            "status": standing(row.version.expires_on, today=today),
            "belongs_to": section_title(row),
            "newer": newer.get(row.document_id),
        }
        for row in queries.attached_to(record).select_related("application__round")
    ]
    is_open = services.is_open(record, request.at)
    context = {
        "record": record,
        "form": form,
        "rows": rows,
        "is_open": is_open,
        "may_save": SAVE.decide(request.user, record),
        "may_add": ADD.decide(request.user, record.provider).allowed,
    }
    return render(request, "procurement/attachments/list.html", context)
