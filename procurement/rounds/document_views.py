"""Documents to read with a round: for everyone, and as officers add them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access, public
from marketplace.documents.responses import attachment
from procurement.rounds import document_services, queries, services
from procurement.rounds.forms import DocumentForm
from procurement.rounds.models import Round, RoundDocument
from procurement.rounds.permissions import EDIT
from procurement.rounds.transitions import RoundState

OFFICER = ("agency.program_officer",)


@public(RoundDocument, visible=queries.public_documents, reference="round__reference", pk="pk")
def download(request: HttpRequest, record: RoundDocument) -> HttpResponse:
    """One document of a published round."""
    return attachment(record.file)


@access(EDIT, Round, roles=OFFICER, reference="reference")
def documents(request: HttpRequest, record: Round) -> HttpResponse:
    """Every document of a round, and one more."""
    rows, is_draft = queries.documents_of(record), record.state == RoundState.DRAFT
    form = DocumentForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        documents=rows,
        is_draft=is_draft,
        record=record,
        values_of=services.document_values,
    )
    if form.is_valid():
        with form.catching():
            document_services.add_round_document(asked=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(
                request,
                "The document is added."
                if is_draft
                else "The amendment is public, and everyone who began an application is told.",
            )
            return redirect("rounds:documents", record.reference)
    context = {
        "record": record,
        "form": form,
        "documents": rows,
        "replaced": queries.replaced_documents_of(record),
        "is_draft": is_draft,
        "is_time": is_draft or record.standing(request.at) in ("soon", "open"),
    }
    return render(request, "procurement/rounds/documents.html", context)


@require_POST
@access(EDIT, Round, roles=OFFICER, reference="reference")
def remove(request: HttpRequest, record: Round, pk: int) -> HttpResponse:
    """Take one off a draft."""
    document = get_object_or_404(RoundDocument, round=record, pk=pk)
    document_services.remove_round_document(document=document, actor=request.user, at=request.at)
    return redirect("rounds:documents", record.reference)
