"""One finding: its numbers, and what the portal computed from them, shown at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.evidence import queries, services
from marketplace.evidence.finding_form import BaselineForm, FindingForm
from marketplace.evidence.models import Finding, Study
from marketplace.evidence.permissions import EDIT_FINDING, EDIT_STUDY, VIEW_FINDING
from marketplace.evidence.results import FindingResult, finding_result
from marketplace.evidence.views import FINDING_AUTHORS, FINDING_MEMBERS, STUDY_AUTHORS, posted
from marketplace.evidence.vocabulary import Statistic


@access(VIEW_FINDING, Finding, roles=FINDING_MEMBERS, pk="pk")
def finding(request: HttpRequest, finding: Finding) -> HttpResponse:
    """What was computed for a finding, with each reason."""
    may_edit = finding.study.is_editable and bool(EDIT_FINDING.decide(request.user, finding))
    context = {**_around(finding.study), "finding": finding, "result": _result(finding), "may_edit": may_edit}
    return render(request, "marketplace/evidence/finding.html", context)


@access(EDIT_STUDY, Study, roles=STUDY_AUTHORS, visible=queries.own_studies, pk="pk")
def finding_create(request: HttpRequest, study: Study) -> HttpResponse:
    """Add a finding; `?kind=binary` asks for shares instead of means."""
    statistic = Statistic.BINARY if request.GET.get("kind") == Statistic.BINARY else Statistic.CONTINUOUS
    form = FindingForm(posted(request), study=study, statistic=statistic)
    if form.is_valid():
        with form.catching():
            made = services.add_finding(study=study, values=form.answers(), actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("evidence:finding", made.pk)
    context = {**_around(study), "form": form, "finding": None, "statistic": statistic}
    return render(request, "marketplace/evidence/finding_form.html", context)


@access(EDIT_FINDING, Finding, roles=FINDING_AUTHORS, visible=queries.own_findings, pk="pk")
def finding_edit(request: HttpRequest, finding: Finding) -> HttpResponse:
    """Change the numbers of a finding; what they give now is shown beside them."""
    form = FindingForm(posted(request), study=finding.study, statistic=finding.statistic, finding=finding)
    if form.is_valid():
        with form.catching():
            services.save_finding(
                finding=finding,
                edition=form.cleaned_data["edition"] or 0,
                values=form.answers(),
                actor=request.user,
                at=request.at,
            )
        if form.is_valid():
            messages.success(request, "The finding is saved.")
            return redirect("evidence:finding", finding.pk)
        form.reopen_on(finding.edition)
    context = {**_around(finding.study), "form": form, "finding": finding, "result": _result(finding)}
    return render(request, "marketplace/evidence/finding_form.html", {**context, "statistic": finding.statistic})


@access(EDIT_FINDING, Finding, roles=FINDING_AUTHORS, visible=queries.own_findings, pk="pk")
def baselines(request: HttpRequest, finding: Finding) -> HttpResponse:
    """Further things measured before the start."""
    form = BaselineForm(posted(request))
    if form.is_valid():
        with form.catching():
            services.add_baseline(finding=finding, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("evidence:baselines", finding.pk)
    context = {**_around(finding.study), "form": form, "finding": finding, "baselines": finding.baselines.all()}
    return render(request, "marketplace/evidence/baselines.html", context)


@access(EDIT_FINDING, Finding, roles=FINDING_AUTHORS, visible=queries.findings_with_baselines, pk="pk")
@require_POST
def baseline_remove(request: HttpRequest, finding: Finding, baseline: int) -> HttpResponse:
    """Take one of them away."""
    found = get_object_or_404(finding.baselines, pk=baseline)
    services.remove_baseline(finding=finding, name=found.name, actor=request.user, at=request.at)
    return redirect("evidence:baselines", finding.pk)


@access(EDIT_FINDING, Finding, roles=FINDING_AUTHORS, visible=queries.own_findings, pk="pk")
def finding_remove(request: HttpRequest, finding: Finding) -> HttpResponse:
    """Take a finding away, after a second look."""
    if request.method == "POST":
        model = finding.study.model
        services.remove_finding(finding=finding, actor=request.user, at=request.at)
        messages.success(request, "The finding is removed.")
        return redirect("evidence:list", model.slug)
    return render(request, "marketplace/evidence/finding_remove.html", {**_around(finding.study), "finding": finding})


def _around(study: Study) -> dict[str, object]:
    return {"study": study, "model": study.model}


def _result(finding: Finding) -> FindingResult:
    assessment = services.assess(model=finding.study.model)
    return finding_result(next(item for item in assessment.findings if item.finding.pk == finding.pk))
