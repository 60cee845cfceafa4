"""Studies that name an evaluator of the register: the evaluator's own pages, and naming one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.evaluators.models import Evaluator
from marketplace.evaluators.permissions import VIEW_OWN
from marketplace.evaluators.queries import register
from marketplace.evidence import queries, services
from marketplace.evidence.forms import DisputeForm, EvaluatorForm
from marketplace.evidence.models import Attribution, Study
from marketplace.evidence.permissions import ANSWER_ATTRIBUTION, EDIT_STUDY, VIEW_ATTRIBUTION
from marketplace.evidence.reading import independence_of
from marketplace.evidence.transitions import ATTRIBUTION
from marketplace.evidence.views import STUDY_AUTHORS, posted

EVALUATOR = ("evaluator",)


@access(EDIT_STUDY, Study, roles=STUDY_AUTHORS, visible=queries.own_studies, pk="pk")
def name_evaluator(request: HttpRequest, study: Study) -> HttpResponse:
    """Name an evaluator of the register as author of a study, or as who ran it."""
    form = EvaluatorForm(posted(request))
    if form.is_valid():
        with form.catching():
            services.name_evaluator(study=study, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, f"{form.cleaned_data['evaluator']} is named and told.")
            return redirect("evidence:authors", study.pk)
    context = {"form": form, "study": study, "model": study.model}
    return render(request, "marketplace/evidence/name_evaluator.html", context)


@access(VIEW_OWN, Evaluator, roles=EVALUATOR, visible=register, slug="slug")
def named(request: HttpRequest, entry: Evaluator) -> HttpResponse:
    """The studies that name an evaluator, for the evaluator."""
    rows = [(row, queries.ATTRIBUTION_MARKS[row.state]) for row in queries.attributions_of(entry)]
    return render(request, "marketplace/evidence/named.html", {"entry": entry, "rows": rows})


@access(VIEW_ATTRIBUTION, Attribution, roles=EVALUATOR, visible=queries.attributions, pk="pk")
def attribution(request: HttpRequest, attribution: Attribution) -> HttpResponse:
    """One of them: what the provider says of the study, and the answer to it."""
    form = DisputeForm(posted(request))
    if form.is_valid():
        with form.catching():
            services.dispute_attribution(
                attribution=attribution, **form.cleaned_data, actor=request.user, at=request.at
            )
        if form.is_valid():
            messages.success(request, "Noted. The provider is told, and whoever reads the study sees it.")
            return redirect("evidence:attribution", attribution.pk)
    study = attribution.author.study
    context = {
        "form": form,
        "record": attribution,
        "study": study,
        "may_answer": ANSWER_ATTRIBUTION.decide(request.user, attribution),
        "may_confirm": ATTRIBUTION.allows(attribution.state, "confirm"),
        "may_dispute": ATTRIBUTION.allows(attribution.state, "dispute"),
        "standing": queries.ATTRIBUTION_MARKS[attribution.state],
        "independence": independence_of(study, study.model, queries.authors_of(study)),
    }
    return render(request, "marketplace/evidence/attribution.html", context)


@require_POST
@access(ANSWER_ATTRIBUTION, Attribution, roles=EVALUATOR, visible=queries.attributions, pk="pk")
def confirm(request: HttpRequest, attribution: Attribution) -> HttpResponse:
    """Say that the study is one's own."""
    services.confirm_attribution(attribution=attribution, actor=request.user, at=request.at)
    messages.success(request, "Noted: the study is yours.")
    return redirect("evidence:attribution", attribution.pk)
