"""The registry of measures: public to read, open to proposals."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketplace.access.views import access, public
from marketplace.evidence import exports, queries, services
from marketplace.evidence.forms import MeasureFactsForm, MeasureForm, MeasuresFileForm
from marketplace.evidence.importing.registry import COLUMNS, NEEDED
from marketplace.evidence.importing.sheets import as_text
from marketplace.evidence.models import Measure
from marketplace.evidence.permissions import PROPOSE_MEASURE, REGISTER_MEASURE
from marketplace.evidence.tables import MeasureFilter, MeasureTable
from marketplace.evidence.views import AUTHORS, posted
from marketplace.evidence.wording import counted
from marketplace.listing.views import render_list

REGISTRARS = ("agency.program_officer", "agency.owner")


@public
def measures(request: HttpRequest) -> HttpResponse:
    """Every measure of the registry, with whether it can carry a tier."""
    context = {
        "may_propose": bool(PROPOSE_MEASURE.decide(request.user)),
        "may_register": bool(REGISTER_MEASURE.decide(request.user)),
    }
    return render_list(
        request,
        "marketplace/evidence/measures.html",
        MeasureTable,
        queries.registry(),
        filterset_class=MeasureFilter,
        context=context,
        filename="measures",
    )


@access(PROPOSE_MEASURE, roles=AUTHORS)
def measure_propose(request: HttpRequest) -> HttpResponse:
    """Propose a measure. It can be used at once, and carries no tier until it is validated."""
    form = MeasureForm(posted(request))
    if form.is_valid():
        with form.catching():
            measure = services.propose_measure(values=form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, f"{measure.name} is in the registry, not yet validated. You can use it now.")
            return redirect("evidence:measures")
    return render(request, "marketplace/evidence/measure_propose.html", {"form": form})


@access(REGISTER_MEASURE, roles=REGISTRARS)
def measure_import(request: HttpRequest) -> HttpResponse:
    """Measures from a file: looked at first, then entered whole where that is confirmed."""
    form, plan, content = MeasuresFileForm(posted(request), request.FILES or None), None, ""
    if form.is_valid():
        sent = form.sent()
        with form.catching():
            plan = services.measure_plan_of(sent)
            if request.POST.get("content"):
                services.import_measures(content=sent, actor=request.user, at=request.at)
        if form.is_valid() and request.POST.get("content"):
            messages.success(request, f"{counted(len(plan.new), 'measure')} entered, not yet validated.")
            return redirect("evidence:measures")
        content = as_text(sent) if plan and plan.can_be_taken else ""
    context = {"form": form, "plan": plan, "content": content, "columns": COLUMNS, "needed": NEEDED}
    return render(request, "marketplace/evidence/measure_import.html", context)


@access(REGISTER_MEASURE, roles=REGISTRARS)
def measure_template(request: HttpRequest) -> HttpResponse:
    """The template with one row that shows what each cell looks like."""
    return exports.measures_template_csv()


@access(REGISTER_MEASURE, Measure, roles=REGISTRARS, pk="pk")
def measure_facts(request: HttpRequest, measure: Measure) -> HttpResponse:
    """Put on record for which subject and grades a measure is made, and its accommodations."""
    initial = {name: getattr(measure, name) for name in ("subject", "grade_bands", "accommodations")}
    form = MeasureFactsForm(posted(request), initial=initial, record=measure, values_of=services.facts_in_words)
    if form.is_valid():
        with form.catching():
            services.state_measure_facts(measure=measure, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "Saved. It is on the public page of the measure.")
            return redirect("catalog:measure", measure.pk)
    return render(request, "marketplace/evidence/measure_facts.html", {"form": form, "measure": measure})
