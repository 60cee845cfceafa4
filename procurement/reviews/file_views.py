"""The agency's page of which files reviewers have where something is hidden from them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketplace.access.views import access
from procurement.reviews import file_services, queries
from procurement.reviews.forms import FileForm
from procurement.reviews.models import ReviewSubject
from procurement.reviews.permissions import SHOW_FILES


@access(SHOW_FILES, ReviewSubject, roles=("agency.program_officer",), visible=queries.whole, reference="reference")
def files(request: HttpRequest, record: ReviewSubject) -> HttpResponse:
    """Each file with what reviewers have in its place; it is decided here."""
    every = queries.blindable_files(record)
    forms = {each.pk: FileForm(prefix=f"file{each.pk}") for each in every}
    sent = next((each for each in every if str(each.pk) == request.POST.get("source")), None)
    if sent is not None:
        form = forms[sent.pk] = FileForm(request.POST, request.FILES, prefix=f"file{sent.pk}")
        if form.is_valid():
            with form.catching():
                file_services.decide_on_file(
                    subject=record, source=sent, actor=request.user, at=request.at, **form.cleaned_data
                )
            if form.is_valid():
                messages.success(request, f"Decided: {sent.name}.")
                return redirect("reviews:files", record.reference)
    decided = queries.decisions_on_files(record)
    context = {
        "subject": record,
        "rows": [(each, decided.get(each.pk), forms[each.pk]) for each in every],
        "wrong": forms[sent.pk] if sent else None,
    }
    return render(request, "procurement/reviews/files.html", context)
