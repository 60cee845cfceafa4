"""The agency's page of what reviewers have where something is hidden from them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from procurement.reviews import file_services, queries
from procurement.reviews.forms import FileForm, NamesForm
from procurement.reviews.models import ReviewSubject
from procurement.reviews.permissions import SHOW_FILES


@access(SHOW_FILES, ReviewSubject, roles=("agency.program_officer",), visible=queries.whole, reference="reference")
def files(request: HttpRequest, record: ReviewSubject) -> HttpResponse:
    """Words that look like a name, and each file with what reviewers have in its place; both are decided here."""
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
    return _page(request, record, forms, forms[sent.pk] if sent else None)


@require_POST
@access(SHOW_FILES, ReviewSubject, roles=("agency.program_officer",), visible=queries.whole, reference="reference")
def names(request: HttpRequest, record: ReviewSubject) -> HttpResponse:
    """Which words, hidden as other spellings of a name, are none."""
    form = NamesForm(request.POST, found=_other_spellings(record))
    if form.is_valid():
        with form.catching():
            file_services.confirm_names(subject=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Confirmed. Reviewers read the text so from now on.")
            return redirect("reviews:files", record.reference)
    forms = {each.pk: FileForm(prefix=f"file{each.pk}") for each in queries.blindable_files(record)}
    return _page(request, record, forms, form)


def _other_spellings(record: ReviewSubject) -> dict[str, tuple[str, int]]:
    return record.blinding.other_spellings(record.content.get("sections", []))


def _page(request: HttpRequest, record: ReviewSubject, forms: dict[int, FileForm], wrong: Any) -> HttpResponse:
    decided, found = queries.decisions_on_files(record), _other_spellings(record)
    is_names = isinstance(wrong, NamesForm)
    context = {
        "subject": record,
        "found": found,
        "names": wrong if is_names else NamesForm(found=found, initial={"not_names": record.not_names}),
        "rows": [(each, decided.get(each.pk), forms[each.pk]) for each in queries.blindable_files(record)],
        "wrong": wrong,
    }
    return render(request, "procurement/reviews/files.html", context)
