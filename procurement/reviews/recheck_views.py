"""Re-checks of declarations: samples drawn at random, each declaration looked at again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from marketplace.access.views import access
from procurement.reviews import queries, recheck_services
from procurement.reviews.forms import DrawForm, RecheckForm
from procurement.reviews.models import Recheck, RecheckedDeclaration
from procurement.reviews.permissions import DRAW, RECHECK, RECHECKS, VIEW_RECHECK, WITHDRAW_ACCESS, is_rechecker
from procurement.reviews.ties import free_of_conflict, keeps_out_of_some
from procurement.rounds.permissions import CASE_ROLES_IN_WORDS

CHECKERS = ("agency.owner", "agency.program_officer", "agency.auditor")
AT = "declaration__assignment__panel__subject"


@access(RECHECKS, roles=CASE_ROLES_IN_WORDS)
def rechecks(request: HttpRequest) -> HttpResponse:
    """Every sample, and drawing another."""
    may_draw = DRAW.decide(request.user)
    form = DrawForm(request.POST or None)
    if request.method == "POST":
        DRAW.check(request.user)
        if form.is_valid():
            with form.catching():
                drawn = recheck_services.draw(count=form.cleaned_data["count"], actor=request.user, at=request.at)
            if form.is_valid():
                return redirect("reviews:recheck", drawn.pk)
    rows = queries.with_check_counts(queries.rechecks_for(request.user))
    context = {"form": form, "rows": rows, "may_draw": may_draw}
    return render(request, "procurement/reviews/rechecks.html", context)


@access(VIEW_RECHECK, Recheck, roles=CASE_ROLES_IN_WORDS, pk="pk")
def recheck(request: HttpRequest, record: Recheck) -> HttpResponse:
    """One sample: its seed, and each declaration with what came of it."""
    rows = queries.whole_rechecked().filter(recheck=record)
    free = free_of_conflict(rows, request.user, policy=f"{AT}__policy_version", provider=f"{AT}__provider", subject=AT)
    context = {
        "record": record,
        "rows": free,
        "leaves_out": keeps_out_of_some(request.user),
        "may_check": is_rechecker(request.user),
    }
    return render(request, "procurement/reviews/recheck.html", context)


@access(RECHECK, RecheckedDeclaration, roles=CHECKERS, visible=queries.whole_rechecked, pk="pk")
def check(request: HttpRequest, record: RecheckedDeclaration) -> HttpResponse:
    """One declaration, beside what the portal knows today."""
    form = RecheckForm(request.POST or None)
    assignment = record.declaration.assignment
    if request.method == "POST" and form.is_valid():
        with form.catching():
            recheck_services.note_check(row=record, actor=request.user, at=request.at, **form.cleaned_data)
        if form.is_valid():
            messages.success(request, "Noted.")
            may_withdraw = WITHDRAW_ACCESS.decide(request.user, assignment).allowed
            if form.cleaned_data["found"] == "conflict" and may_withdraw:
                return redirect("reviews:withdraw_access", assignment.pk)
            return redirect("reviews:recheck", record.recheck_id)
    context = {
        "record": record,
        "assignment": assignment,
        "found_now": queries.detected_conflicts(assignment.reviewer, record.subject, at=request.at),
        "form": form,
    }
    return render(request, "procurement/reviews/recheck_row.html", context)
