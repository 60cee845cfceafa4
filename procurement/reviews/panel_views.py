"""The agency's pages of a review: the panel, who is asked, and the consensus."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.audit.queries import history_of
from marketplace.documents.queries import files_of
from marketplace.listing.views import render_list
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, reviewers, the_agency
from procurement.reviews import consensus_services, queries, services, suggesting
from procurement.reviews.agreement import closeness_words
from procurement.reviews.forms import ConsensusForm, PersonForm, SummaryForm, WithdrawalForm, initial_of
from procurement.reviews.models import Assignment, ReviewSubject
from procurement.reviews.pages import spreads
from procurement.reviews.permissions import (
    ASSIGN,
    CONSENSUS,
    LEFT,
    LIST,
    READ_SUBJECT,
    VIEW,
    VIEW_CONSENSUS,
    WITHDRAW_ACCESS,
    may_withdraw_from,
)
from procurement.reviews.sections import decision_links
from procurement.reviews.tables import SubjectTable
from procurement.reviews.ties import keeps_out_of_some
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS

OFFICER = ("agency.program_officer",)


@access(LIST, roles=CASE_ROLES_IN_WORDS)
def agency_list(request: HttpRequest) -> HttpResponse:
    """Every review that no conflict of interest keeps from the person, with how far it has come."""
    rows = queries.with_progress(queries.listed_for(request.user))
    return render_list(
        request,
        "procurement/reviews/agency_list.html",
        SubjectTable,
        rows,
        context={"leaves_out": keeps_out_of_some(request.user)},
        filename="reviews",
    )


@access(VIEW, ReviewSubject, roles=CASE_ROLES_IN_WORDS, visible=queries.whole, reference="reference")
def subject(request: HttpRequest, record: ReviewSubject) -> HttpResponse:
    """One review: its panel, what it lacks, and whom to ask."""
    return render(request, "procurement/reviews/subject.html", _panel_context(request, record))


@access(READ_SUBJECT, ReviewSubject, roles=CASE_ROLES_IN_WORDS, visible=queries.whole, reference="reference")
def read(request: HttpRequest, record: ReviewSubject) -> HttpResponse:
    """The whole of what is reviewed."""
    context = {"subject": record, "seen": record.in_full, "files": files_of(record)}
    return render(request, "procurement/reviews/read.html", context)


@require_POST
@access(ASSIGN, ReviewSubject, roles=OFFICER, visible=queries.whole, reference="reference")
def ask(request: HttpRequest, record: ReviewSubject) -> HttpResponse:
    """Ask a reviewer."""
    form = PersonForm(request.POST, people=reviewers(on=record), left=queries.left_of(record))
    if form.is_valid():
        asked = form.cleaned_data
        with form.catching():
            services.assign_reviewer(
                subject=record,
                reviewer=asked["person"],
                replaces=asked["replaces"],
                actor=request.user,
                at=request.at,
            )
    return _back(request, record, form, "{} is asked.")


@require_POST
@access(ASSIGN, ReviewSubject, roles=OFFICER, visible=queries.whole, reference="reference")
def lead(request: HttpRequest, record: ReviewSubject) -> HttpResponse:
    """Name who leads the panel."""
    form = PersonForm(request.POST, people=people_with(the_agency(), Role.REVIEW_LEAD, on=record))
    if form.is_valid():
        with form.catching():
            services.name_lead(subject=record, lead=form.cleaned_data["person"], actor=request.user, at=request.at)
    return _back(request, record, form, "{} leads this panel.")


@access(VIEW_CONSENSUS, ReviewSubject, roles=CASE_ROLES_IN_WORDS, visible=queries.whole, reference="reference")
def consensus(request: HttpRequest, record: ReviewSubject) -> HttpResponse:
    """Every criterion with its scores, their spread and the panel's common score; the lead closes it here."""
    form = SummaryForm(request.POST or None, initial={"summary": record.panel.consensus.summary})
    if request.method == "POST" and form.is_valid():
        with form.catching():
            consensus_services.agree(
                subject=record, summary=form.cleaned_data["summary"], actor=request.user, at=request.at
            )
        if form.is_valid():
            messages.success(request, "The panel’s consensus is recorded.")
            return redirect("reviews:subject", record.reference)
    rows, found = spreads(record), queries.severities(record)
    context = {
        "subject": record,
        "consensus": record.panel.consensus,
        "rows": rows,
        "closeness": closeness_words(row.spread for row in rows),
        "form": form,
        "may_record": record.panel.consensus.state == "open" and CONSENSUS.decide(request.user, record).allowed,
        "left_count": sum(row.agreed is None for row in rows),
        "severities": [
            (row.reviewer, found.get(row.reviewer_id))
            for row in record.panel.assignments.all()
            if row.state == "submitted"
        ],
        "voided": [(record.criterion(one.criterion), one) for one in queries.voided_scores(record)],
    }
    return render(request, "procurement/reviews/consensus.html", context)


@access(CONSENSUS, ReviewSubject, roles=("agency.review_lead",), visible=queries.whole, reference="reference")
def consensus_score(request: HttpRequest, record: ReviewSubject, criterion: str) -> HttpResponse:
    """The panel's common score on one criterion, beside what each reviewer gave."""
    row = next((row for row in spreads(record) if row.criterion.key == criterion), None)
    if row is None:
        raise Http404("There is no such criterion.")
    saved = row.agreed
    initial = initial_of(saved) if saved else {}
    step = record.policy_version.rules.review.consensus_step_points
    step_words = f"{step} point{'' if step == 1 else 's'}"
    form = ConsensusForm(
        request.POST or None,
        criterion=row.criterion,
        step_words=step_words,
        initial=initial,
        record=record,
        values_of=partial(consensus_services.score_values, criterion=criterion),
    )
    if request.method == "POST" and form.is_valid():
        with form.catching():
            consensus_services.save_consensus_score(
                subject=record, criterion=criterion, actor=request.user, at=request.at, **form.values()
            )
        if form.is_valid():
            return redirect("reviews:consensus", record.reference)
    context = {"subject": record, "row": row, "form": form}
    return render(request, "procurement/reviews/consensus_score.html", context)


@access(WITHDRAW_ACCESS, Assignment, roles=OFFICER, visible=queries.whole_assignments, pk="pk")
def withdraw_access(request: HttpRequest, record: Assignment) -> HttpResponse:
    """Take a reviewer off because a conflict was discovered later."""
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.withdraw_access(
                assignment=record, reason=form.cleaned_data["reason"], actor=request.user, at=request.at
            )
        if form.is_valid():
            messages.success(request, f"{record.reviewer} is off this review and is told why.")
            return redirect("reviews:subject", record.subject.reference)
    context = {"assignment": record, "subject": record.subject, "form": form}
    return render(request, "procurement/reviews/withdraw_access.html", context)


def _panel_context(request: HttpRequest, record: ReviewSubject) -> dict[str, Any]:
    assignments = list(record.panel.assignments.all())
    replaced = {row.replaces_id for row in assignments}
    on_panel = sum(row.state not in LEFT for row in assignments)
    may_assign, lead_id = ASSIGN.decide(request.user, record), record.panel.lead_id
    context = {
        "subject": record,
        "panel": record.panel,
        "assignments": assignments,
        "to_replace": [row for row in assignments if row.state in LEFT and row.pk not in replaced],
        "lacks": queries.lacks(record, reviewer_count=on_panel),
        "may_assign": may_assign,
        "may_withdraw": may_withdraw_from(request.user, record),
        "still_in": ("offered", "accepted", "submitted"),
        "has_consensus": hasattr(record.panel, "consensus"),
        "may_see_scores": VIEW_CONSENSUS.decide(request.user, record),
        "links": decision_links(record, request.user),
        "events": history_of(record, *assignments).exclude(name="review_assignment.score_saved"),
    }
    may_choose = may_assign and not record.is_closed
    pool = (
        suggesting.Pool(at=request.at, on=record) if may_choose and not (context["has_consensus"] and lead_id) else None
    )
    if pool and not context["has_consensus"]:
        context["suggestions"] = suggesting.suggestions(record, pool)
    if pool and lead_id is None:
        context["leads"] = [pool.people[pk] for pk in pool.leads]
    return context


def _back(request: HttpRequest, record: ReviewSubject, form: PersonForm, words: str) -> HttpResponse:
    if form.is_valid():
        messages.success(request, words.format(form.cleaned_data["person"]))
        return redirect("reviews:subject", record.reference)
    context = _panel_context(request, record) | {"form": form}
    return render(request, "procurement/reviews/subject.html", context)
