"""Pages of appeals: the provider's own, and the register that everyone reads."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access, public, signed_in
from marketplace.audit.queries import history_of
from marketplace.documents.queries import files_of
from marketplace.documents.responses import attachment
from marketplace.listing.views import render_list
from procurement.appeals import queries, services
from procurement.appeals.deadlines import file_by
from procurement.appeals.forms import EvidenceForm, FilingForm
from procurement.appeals.models import Appeal
from procurement.appeals.permissions import ADD, FILE, FILERS_IN_WORDS, PROVIDER_IN_WORDS, VIEW
from procurement.appeals.tables import MARKS, AppealFilter, AppealTable, PublicAppealTable
from procurement.designations.models import Determination
from procurement.designations.queries import whole as whole_decisions
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS


@public
def register(request: HttpRequest) -> HttpResponse:
    """Every appeal of which everyone may read what came of it."""
    rows = queries.public_at(request.at).select_related("provider", "determination__model")
    return render_list(
        request,
        "procurement/appeals/register.html",
        PublicAppealTable,
        rows.order_by("-closed_at", "-pk"),
        filterset_class=AppealFilter,
        filename="appeals",
    )


@public(Appeal, visible=queries.public_now, reference="reference")
def published(request: HttpRequest, record: Appeal) -> HttpResponse:
    """One closed appeal with its grounds, its reasons and what came of it."""
    return render(request, "procurement/appeals/published.html", page_of(record))


@public(Appeal, visible=queries.public_letters, reference="reference")
def letter(request: HttpRequest, record: Appeal) -> HttpResponse:
    """The letter of a public decision on an appeal."""
    return attachment(record.letter)


@signed_in
def appeal_list(request: HttpRequest) -> HttpResponse:
    """The appeals of the person's own organizations."""
    rows = queries.visible_to(request.user)
    return render_list(request, "procurement/appeals/list.html", AppealTable, rows, filename="appeals")


@access(VIEW, Appeal, roles=(*PROVIDER_IN_WORDS, *CASE_ROLES_IN_WORDS), visible=queries.whole, reference="reference")
def detail(request: HttpRequest, record: Appeal) -> HttpResponse:
    """An appeal as its provider reads it."""
    return _own_page(request, record, EvidenceForm())


@require_POST
@access(ADD, Appeal, roles=FILERS_IN_WORDS, visible=queries.whole, reference="reference")
def add(request: HttpRequest, record: Appeal) -> HttpResponse:
    """Add a file while the time to appeal runs."""
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        with form.catching():
            services.add_evidence(appeal=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "The file is kept with your appeal.")
            return redirect("appeals:detail", record.reference)
    return _own_page(request, record, form)


@access(FILE, Determination, roles=FILERS_IN_WORDS, visible=whole_decisions, reference="reference")
def file(request: HttpRequest, record: Determination) -> HttpResponse:
    """Appeal against a decision."""
    found = queries.appeal_of(record)
    if found and (request.method != "POST" or request.POST.get("grounds", "").strip() == found.grounds):
        return redirect("appeals:detail", found.reference)
    form = FilingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            made = services.file_appeal(determination=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            _say(request, made)
            return redirect("appeals:detail", made.reference)
    context = {"record": record, "form": form, "closes_at": file_by(record), "is_late": request.at >= file_by(record)}
    return render(request, "procurement/appeals/file.html", context)


def _say(request: HttpRequest, appeal: Appeal) -> None:
    if appeal.refusal:
        messages.warning(request, appeal.refusal)
    else:
        messages.success(request, "Your appeal is filed. You get a receipt by mail.")


def _own_page(request: HttpRequest, record: Appeal, form: EvidenceForm) -> HttpResponse:
    may_add = record.state == "filed" and request.at < record.file_by and ADD.decide(request.user, record).allowed
    context = page_of(record) | {"form": form, "may_add": may_add, "files": _uploads(record)}
    return render(request, "procurement/appeals/detail.html", context)


def _uploads(record: Appeal) -> list[Any]:
    return [each for each in files_of(record) if not each.is_generated]


def page_of(record: Appeal) -> dict[str, Any]:
    """What every page of an appeal shows."""
    return {
        "record": record,
        "status": (MARKS[record.state], record.get_state_display()),
        "events": history_of(record),
        "files": _uploads(record),
    }
