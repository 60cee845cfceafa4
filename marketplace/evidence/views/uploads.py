"""Findings by file: the template, the upload, the second look before anything is entered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.evidence import exports, queries, services
from marketplace.evidence.forms import ConfirmForm, FindingsFileForm
from marketplace.evidence.importing.own_format import COLUMNS, NEEDED
from marketplace.evidence.models import FindingsFile
from marketplace.evidence.permissions import ADD_EVIDENCE, TAKE_FINDINGS
from marketplace.evidence.views import AUTHORS, STUDY_AUTHORS, posted
from marketplace.products.models import LearningModel


@access(ADD_EVIDENCE, LearningModel, roles=AUTHORS, slug="slug")
def upload(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """Upload a file of findings. Nothing is entered before the next page is confirmed."""
    form = FindingsFileForm(posted(request), request.FILES or None)
    if form.is_valid():
        with form.catching():
            sent = form.cleaned_data["file"]
            file = services.upload_findings(
                model=model, name=sent.name, content=sent.read(), actor=request.user, at=request.at
            )
        if form.is_valid():
            return redirect("evidence:upload_check", file.pk)
    context = {"form": form, "model": model, "files": queries.files_of(model), "columns": COLUMNS, "needed": NEEDED}
    return render(request, "marketplace/evidence/upload.html", context)


@access(ADD_EVIDENCE, LearningModel, roles=AUTHORS, slug="slug")
def template_csv(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """The template with one row that shows what each cell looks like."""
    return exports.template_csv(queries.example_measure())


@access(TAKE_FINDINGS, FindingsFile, roles=STUDY_AUTHORS, visible=queries.files_with_models, pk="pk")
def upload_check(request: HttpRequest, file: FindingsFile) -> HttpResponse:
    """What the file would enter, or which cells must be mended; confirmed here, it is entered whole."""
    form = ConfirmForm(posted(request))
    if form.is_valid():
        with form.catching():
            plan = services.take_findings(file=file, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, f"{services.summary_of(plan)}. Name the authors of each new study next.")
            return redirect("evidence:list", file.model.slug)
        file.refresh_from_db()
    plan = None if file.is_taken else services.plan_of(file.model, bytes(file.content))
    context = {"form": form, "file": file, "model": file.model, "plan": plan}
    return render(request, "marketplace/evidence/upload_check.html", context)


@access(TAKE_FINDINGS, FindingsFile, roles=STUDY_AUTHORS, visible=queries.files_waiting, pk="pk")
@require_POST
def upload_discard(request: HttpRequest, file: FindingsFile) -> HttpResponse:
    """Throw the file away."""
    model = file.model
    services.discard_findings_file(file=file, actor=request.user, at=request.at)
    messages.success(request, f"{file.name} is discarded. Nothing of it was entered.")
    return redirect("evidence:upload", model.slug)
