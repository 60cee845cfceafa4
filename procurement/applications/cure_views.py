"""A provider's page while something is missing: what, until when, and sending it."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketplace.access.views import access
from procurement.applications import pages, queries, services
from procurement.applications.forms import AgainForm
from procurement.applications.models import Application
from procurement.applications.parts import Part, curable_parts
from procurement.applications.permissions import OWN, SAVE, SUBMIT

COLLEAGUES = ("provider.owner", "provider.author", "provider.signatory")


@access(OWN, Application, roles=COLLEAGUES, visible=queries.whole, reference="reference")
def cure(request: HttpRequest, record: Application) -> HttpResponse:
    """What the check found missing; the sections that are open again; send."""
    if record.state != "cure_requested":
        return redirect("applications:receipt", record.reference)
    form, refusal = AgainForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        with form.catching():
            sent = services.resubmit_application(application=record, actor=request.user, at=request.at)
            refusal = sent.refusal
        if form.is_valid() and not refusal:
            return redirect("applications:receipt", record.reference)
    asked = queries.open_cure(record)
    standings = {each.section.key: each for each in queries.standings_of(record, at=request.at)}
    context = {
        "record": record,
        "cure": asked,
        "form": form,
        "refusal": refusal,
        "is_over": asked.due_at <= request.at,
        "sections": [standings[key] for key in asked.sections if key in standings],
        "parts": [pages.part_task(part, record, at=request.at) for part in _parts(asked.sections)],
        "may_save": SAVE.decide(request.user, record).allowed,
        "may_send": SUBMIT.decide(request.user, record),
    }
    status = 409 if refusal else 200
    return render(request, "procurement/applications/cure.html", context, status=status)


def _parts(keys: Iterable[str]) -> list[Part]:
    return [part for key, part in curable_parts().items() if key in keys]
