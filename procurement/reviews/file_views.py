"""The agency's page of what reviewers have where something is hidden from them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.documents.models import StoredFile
from procurement.reviews import file_services, queries
from procurement.reviews.forms import FileForm, NamesForm
from procurement.reviews.models import ReviewSubject
from procurement.reviews.permissions import SHOW_FILES


@access(SHOW_FILES, ReviewSubject, roles=("agency.program_officer",), visible=queries.whole, reference="reference")
def files(request: HttpRequest, record: ReviewSubject) -> HttpResponse:
    """Words that look like a name, and each file with what reviewers have in its place; both are decided here."""
    forms = _file_forms(record)
    sent = next((each for each in forms if str(each.pk) == request.POST.get("source")), None)
    if sent is not None:
        form = forms[sent] = FileForm(request.POST, request.FILES, prefix=f"file{sent.pk}")
        if form.is_valid():
            with form.catching():
                file_services.decide_on_file(
                    subject=record, source=sent, actor=request.user, at=request.at, **form.cleaned_data
                )
            if form.is_valid():
                messages.success(request, f"Decided: {sent.name}.")
                return redirect("reviews:files", record.reference)
    return _page(request, record, forms, queries.spellings_found(record), wrong=forms[sent] if sent else None)


@require_POST
@access(SHOW_FILES, ReviewSubject, roles=("agency.program_officer",), visible=queries.whole, reference="reference")
def names(request: HttpRequest, record: ReviewSubject) -> HttpResponse:
    """Which words, hidden as other spellings of a name, are none."""
    found = queries.spellings_found(record)
    form = NamesForm(request.POST, found=found)
    if form.is_valid():
        with form.catching():
            file_services.confirm_names(subject=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Confirmed. Reviewers read the text so from now on.")
            return redirect("reviews:files", record.reference)
    return _page(request, record, _file_forms(record), found, names_form=form)


def _file_forms(record: ReviewSubject) -> dict[StoredFile, FileForm]:
    return {each: FileForm(prefix=f"file{each.pk}") for each in queries.blindable_files(record)}


def _page(
    request: HttpRequest,
    record: ReviewSubject,
    forms: dict[StoredFile, FileForm],
    found: dict[str, tuple[str, int]],
    *,
    names_form: NamesForm | None = None,
    wrong: FileForm | None = None,
) -> HttpResponse:
    decided = queries.decisions_on_files(record)
    context = {
        "subject": record,
        "found": found,
        "names": names_form or NamesForm(found=found, initial={"not_names": record.not_names}),
        "rows": [(each, decided.get(each.pk), form) for each, form in forms.items()],
        "wrong": names_form or wrong,
    }
    return render(request, "procurement/reviews/files.html", context)
