"""The agency's pages of decisions: recommend, decide, enforce."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketplace.access.views import access
from marketplace.audit.queries import history_of
from marketplace.listing.views import render_list
from procurement.designations import enforcement, queries, services
from procurement.designations.afterwards import afterwards_of
from procurement.designations.contents import recommended_values
from procurement.designations.eligibility import Ceiling
from procurement.designations.forms import NO_TIER, EnforcementForm, IssueForm, RecommendationForm
from procurement.designations.models import Designation, Determination
from procurement.designations.permissions import AGENCY_VIEW, ENFORCE, ISSUE, LIST, RECOMMEND, REVISE
from procurement.designations.tables import AgencyTable
from procurement.designations.transitions import DETERMINATION, DesignationState
from procurement.designations.views import page_of
from procurement.reviews.models import NOT_APPLICABLE, ReviewSubject
from procurement.reviews.queries import consensus_scores
from procurement.reviews.queries import whole as whole_subjects
from procurement.reviews.ties import keeps_out_of_some
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS

OFFICER = ("agency.program_officer",)
DETERMINER = ("agency.determiner",)


@access(LIST, roles=CASE_ROLES_IN_WORDS)
def agency_list(request: HttpRequest) -> HttpResponse:
    """Every decision that is public or that no conflict of interest keeps from the person, what waits first."""
    rows = queries.listed_for(request.user).select_related("model", "provider")
    return render_list(
        request,
        "procurement/designations/agency_list.html",
        AgencyTable,
        rows,
        context={"leaves_out": keeps_out_of_some(request.user)},
        filename="decisions",
    )


@access(RECOMMEND, ReviewSubject, roles=OFFICER, visible=whole_subjects, reference="reference")
def recommend(request: HttpRequest, record: ReviewSubject) -> HttpResponse:
    """Recommend a decision on what a panel has agreed on."""
    found = record.determinations.first()
    if found:
        return redirect("designations:agency_detail", found.reference)
    carried = services.ceiling_of(subject=record, at=request.at)
    form = RecommendationForm(request.POST or None, scope=record.scope, initial={"tier": carried.tier or NO_TIER})
    if request.method == "POST" and form.is_valid():
        with form.catching():
            made = services.recommend(subject=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Recommended. Somebody else decides.")
            return redirect("designations:agency_detail", made.reference)
    context = {"subject": record, "form": form} | _grounds(record, carried)
    return render(request, "procurement/designations/recommend.html", context)


@access(AGENCY_VIEW, Determination, roles=CASE_ROLES_IN_WORDS, visible=queries.whole, reference="reference")
def detail(request: HttpRequest, record: Determination) -> HttpResponse:
    """One decision with its grounds and what can be done."""
    designation = getattr(record, "designation", None)
    is_open = record.state == "recommended"
    context = page_of(record) | {
        "carried": services.ceiling_for(determination=record, at=request.at) if is_open else None,
        "may_issue": ISSUE.decide(request.user, record),
        "may_revise": REVISE.decide(request.user, record),
        "may_enforce": bool(designation)
        and designation.can_be_enforced(request.at)
        and ENFORCE.decide(request.user, designation).allowed,
        "events": history_of(record, *([designation] if designation else [])),
        "is_public": record.is_public(request.at),
        "afterwards": afterwards_of(record, request.user, request.at),
    }
    return render(request, "procurement/designations/agency_detail.html", context)


@access(REVISE, Determination, roles=OFFICER, visible=queries.with_grounds, reference="reference")
def revise(request: HttpRequest, record: Determination) -> HttpResponse:
    """Change a recommendation that was not decided on."""
    DETERMINATION.require(record, "issue")
    carried = services.ceiling_for(determination=record, at=request.at)
    possible = record.subject.scope if record.subject else record.scope
    initial = {
        "tier": _preselected(record, carried),
        "scope": ["|".join(row) for row in record.scope],
        "conditions": record.conditions,
        "exception": record.exception,
        "note": record.recommendation,
    }
    form = RecommendationForm(
        request.POST or None, scope=possible, initial=initial, record=record, values_of=recommended_values
    )
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.revise_recommendation(determination=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            return redirect("designations:agency_detail", record.reference)
    context = {"record": record, "subject": record.subject, "form": form} | _grounds(record.subject, carried)
    return render(request, "procurement/designations/recommend.html", context)


@access(ISSUE, Determination, roles=DETERMINER, visible=queries.with_grounds, reference="reference")
def issue(request: HttpRequest, record: Determination) -> HttpResponse:
    """Decide."""
    DETERMINATION.require(record, "issue")
    carried = services.ceiling_for(determination=record, at=request.at)
    form = IssueForm(
        request.POST or None, initial=_recommended(record, carried), record=record, values_of=recommended_values
    )
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.issue(determination=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Issued. The provider is told now; everyone can read it later.")
            return redirect("designations:agency_detail", record.reference)
    context = page_of(record) | {"form": form} | _grounds(record.subject, carried)
    return render(request, "procurement/designations/issue.html", context)


@access(ENFORCE, Designation, roles=DETERMINER, visible=queries.whole_designations, pk="pk")
def enforce(request: HttpRequest, record: Designation) -> HttpResponse:
    """Suspend, reinstate or revoke an approval; one that a later decision ends soon can be suspended until then."""
    acts = {"suspend": enforcement.suspend, "reinstate": enforcement.reinstate, "revoke": enforcement.revoke}
    later = queries.follower_of(record) if record.state == DesignationState.SUPERSEDED else None
    if later:
        acts = {"suspend": enforcement.suspend_replaced, "reinstate": enforcement.reinstate_replaced}
    form = EnforcementForm(request.POST or None)
    act = acts.get(request.POST.get("act", ""))
    if request.method == "POST" and act is None:
        form.add_error(None, f"Choose what to do with the approval: {' or '.join(acts)} it.")
    if request.method == "POST" and form.is_valid():
        with form.catching():
            act(designation=record, reason=form.cleaned_data["reason"], actor=request.user, at=request.at)
        if form.is_valid():
            return redirect("designations:agency_detail", record.determination.reference)
    context = {"designation": record, "form": form, "later": later}
    return render(request, "procurement/designations/enforce.html", context)


def _recommended(record: Determination, carried: Ceiling) -> dict[str, str]:
    """What the form of a decision starts from."""
    tier = _preselected(record, carried)
    is_needed = tier not in ("", NO_TIER) and not carried.allows(tier)
    return {"tier": tier, "exception": record.exception if is_needed else ""}


def _preselected(record: Determination, carried: Ceiling) -> str:
    """The tier recommended, while it can still be given; else nothing."""
    if not record.tier_recommended:
        return NO_TIER
    by_exception = bool(record.exception) and carried.allows_by_exception(record.tier_recommended)
    return record.tier_recommended if by_exception or carried.allows(record.tier_recommended) else ""


def _grounds(subject: ReviewSubject | None, carried: Any) -> dict[str, Any]:
    """What a decision stands on: the panel's scores, what they carry, and the ceiling."""
    if subject is None:
        return {"carried": carried}
    scores = consensus_scores(subject)
    shown = {key: NOT_APPLICABLE if value is None else value for key, value in scores.items()}
    rows = [(criterion.name, shown[criterion.key]) for criterion in subject.rubric]
    return {"carried": carried, "reach": services.reach_of(subject), "scores": rows}
