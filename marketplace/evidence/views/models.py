"""The evidence of one model: plots, findings, the tier it can carry, the reasons behind it, downloads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketplace.access.views import access
from marketplace.evidence import exports, queries, services
from marketplace.evidence.display import evidence_view
from marketplace.evidence.forms import RationaleForm, StudyForm
from marketplace.evidence.permissions import ADD_EVIDENCE, VIEW_EVIDENCE
from marketplace.evidence.results import finding_result
from marketplace.evidence.tier_lines import tier_lines
from marketplace.evidence.views import AUTHORS, MEMBERS, posted
from marketplace.products.models import LearningModel


@access(VIEW_EVIDENCE, LearningModel, roles=MEMBERS, slug="slug")
def evidence_list(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """All studies and findings of a model with what the portal computed, and which tier they can carry."""
    assessment = services.assess(model=model)
    studies: dict[int, dict] = {study.pk: {"study": study, "results": []} for study in queries.studies_of(model)}
    for item in assessment.findings:
        studies[item.study.pk]["results"].append(finding_result(item))
    context = {
        "model": model,
        "evidence": evidence_view(assessment),
        "studies": list(studies.values()),
        "tiers": tier_lines(assessment),
        "may_add": bool(ADD_EVIDENCE.decide(request.user, model)),
    }
    return render(request, "marketplace/evidence/list.html", context)


@access(ADD_EVIDENCE, LearningModel, roles=AUTHORS, slug="slug")
def study_create(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """Add a study."""
    form = StudyForm(posted(request))
    if form.is_valid():
        with form.catching():
            study = services.add_study(model=model, values=form.answers(), actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("evidence:authors", study.pk)
    return render(request, "marketplace/evidence/study_form.html", {"form": form, "model": model, "study": None})


@access(ADD_EVIDENCE, LearningModel, roles=AUTHORS, slug="slug")
def rationale(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """Why the model should work, the research behind it, the study that is planned."""
    saved = queries.rationale_of(model)
    form = RationaleForm(posted(request), rationale=saved)
    if form.is_valid():
        with form.catching():
            services.save_rationale(
                model=model,
                edition=form.cleaned_data["edition"] or 0,
                values=form.answers(),
                actor=request.user,
                at=request.at,
            )
        if form.is_valid():
            messages.success(request, "The reasons behind the model are saved.")
            return redirect("evidence:list", model.slug)
        form.reopen_on(saved.edition if saved else 0)
    return render(request, "marketplace/evidence/rationale.html", {"form": form, "model": model})


@access(VIEW_EVIDENCE, LearningModel, roles=MEMBERS, slug="slug")
def studies_csv(request: HttpRequest, model: LearningModel) -> HttpResponse:
    """Every finding with what was computed, as a file."""
    return exports.findings_csv(services.assess(model=model))


@access(VIEW_EVIDENCE, LearningModel, roles=MEMBERS, visible=queries.models_with_comparisons, slug="slug")
def drawing(request: HttpRequest, model: LearningModel, ident: str, kind: str) -> HttpResponse:
    """One plot or chart as a file, or its table."""
    return exports.drawing_file(evidence_view(services.assess(model=model)).drawing(ident), kind)
