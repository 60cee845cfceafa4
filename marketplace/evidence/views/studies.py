"""One study: how it was built, who stood behind it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.evidence import queries, services
from marketplace.evidence.forms import AuthorForm, StudyForm
from marketplace.evidence.models import Study
from marketplace.evidence.permissions import EDIT_STUDY
from marketplace.evidence.reading import independence_of
from marketplace.evidence.views import STUDY_AUTHORS, posted


@access(EDIT_STUDY, Study, roles=STUDY_AUTHORS, visible=queries.own_studies, pk="pk")
def study_edit(request: HttpRequest, study: Study) -> HttpResponse:
    """Change a study."""
    form = StudyForm(posted(request), study=study)
    if form.is_valid():
        with form.catching():
            services.save_study(
                study=study,
                edition=form.cleaned_data["edition"] or 0,
                values=form.answers(),
                actor=request.user,
                at=request.at,
            )
        if form.is_valid():
            messages.success(request, f"{form.cleaned_data['label']} is saved.")
            return redirect("evidence:list", study.model.slug)
        form.reopen_on(study.edition)
    context = {"form": form, "study": study, "model": study.model}
    return render(request, "marketplace/evidence/study_form.html", context)


@access(EDIT_STUDY, Study, roles=STUDY_AUTHORS, visible=queries.own_studies, pk="pk")
def authors(request: HttpRequest, study: Study) -> HttpResponse:
    """Who wrote the study, and who employs and pays them."""
    form = AuthorForm(posted(request))
    if form.is_valid():
        with form.catching():
            services.add_author(study=study, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("evidence:authors", study.pk)
    context = {
        "form": form,
        "study": study,
        "model": study.model,
        "authors": (written := list(queries.authors_of(study))),
        "independence": independence_of(study, study.model, written),
    }
    return render(request, "marketplace/evidence/authors.html", context)


@access(EDIT_STUDY, Study, roles=STUDY_AUTHORS, visible=queries.studies_with_authors, pk="pk")
@require_POST
def author_remove(request: HttpRequest, study: Study, author: int) -> HttpResponse:
    """Take an author's declaration back."""
    found = get_object_or_404(study.authors, pk=author)
    services.remove_author(study=study, name=found.name, actor=request.user, at=request.at)
    return redirect("evidence:authors", study.pk)


@access(EDIT_STUDY, Study, roles=STUDY_AUTHORS, visible=queries.own_studies, pk="pk")
def study_remove(request: HttpRequest, study: Study) -> HttpResponse:
    """Take a study away, after reading once more what goes with it."""
    if request.method == "POST":
        model = study.model
        services.remove_study(study=study, actor=request.user, at=request.at)
        messages.success(request, f"{study.label} is removed.")
        return redirect("evidence:list", model.slug)
    context = {"study": study, "model": study.model, "count": study.findings.count()}
    return render(request, "marketplace/evidence/study_remove.html", context)
