"""A reviewer's pages: what waits, the declaration, the scores."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.documents.queries import files_of
from procurement.reviews import queries, services
from procurement.reviews.forms import BlindDeclarationForm, DeclarationForm, ReasonForm, ScoreForm, begun_of, initial_of
from procurement.reviews.models import Assignment
from procurement.reviews.pages import evidence_for, score_tasks, spreads
from procurement.reviews.permissions import QUEUE, READ, SCORE, VIEW_ASSIGNMENT

REVIEWER = ("agency.reviewer",)


@access(QUEUE, roles=REVIEWER)
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for this reviewer, by when, and what is done."""
    mine = list(queries.assignments_of(request.user))
    waiting = [row for row in mine if row.state in ("offered", "accepted") and not row.subject.is_closed]
    context = {
        "waiting": waiting,
        "done": [row for row in mine if row not in waiting],
        "honoraria": queries.own_honoraria(request.user).select_related("assignment__panel__subject"),
    }
    return render(request, "procurement/reviews/queue.html", context)


@access(VIEW_ASSIGNMENT, Assignment, roles=REVIEWER, pk="pk")
def assignment(request: HttpRequest, record: Assignment) -> HttpResponse:
    """One review: the declaration before anything else, then how far the scores have come."""
    if record.state == "offered":
        return _declaration(request, record)
    context = {"assignment": record, "subject": record.subject, "seen": record.subject.seen}
    if record.has_access:
        context["tasks"] = score_tasks(record)
        context["is_complete"] = all(task.kind == "done" for task in context["tasks"])
        if record.state == "submitted" and hasattr(record.panel, "consensus"):
            context["spreads"] = spreads(record.subject)
    return render(request, "procurement/reviews/assignment.html", context)


def _declaration(request: HttpRequest, record: Assignment) -> HttpResponse:
    kind = BlindDeclarationForm if record.subject.blinding.hides_provider else DeclarationForm
    form = kind(request.POST or None, subject=record.subject)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            services.declare(
                assignment=record,
                declared=form.declared(),
                named=form.named(),
                keeps_confidential=form.cleaned_data["keeps_confidential"],
                actor=request.user,
                at=request.at,
            )
        if form.is_valid():
            return redirect("reviews:assignment", record.pk)
    context = {"assignment": record, "subject": record.subject, "form": form}
    return render(request, "procurement/reviews/declare.html", context)


@access(VIEW_ASSIGNMENT, Assignment, roles=REVIEWER, pk="pk")
def give_back(request: HttpRequest, record: Assignment) -> HttpResponse:
    """Decline a review, or report a conflict that came up later."""
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_conflict = record.state == "submitted" or request.POST.get("act") == "recuse"
        act = services.recuse if is_conflict else services.decline_review
        with form.catching():
            act(assignment=record, reason=form.cleaned_data["reason"], actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "Thank you. We will ask somebody else.")
            return redirect("reviews:queue")
    context = {"assignment": record, "subject": record.subject, "form": form}
    return render(request, "procurement/reviews/give_back.html", context)


@access(READ, Assignment, roles=REVIEWER, pk="pk")
def read(request: HttpRequest, record: Assignment) -> HttpResponse:
    """The whole of what is reviewed."""
    seen = record.subject.seen
    files = queries.files_shown(record.subject) if seen.hides_something else files_of(record.subject)
    context = {
        "assignment": record,
        "subject": record.subject,
        "seen": seen,
        "files": files,
        "kept_count": len(queries.blindable_files(record.subject)) - len(files) if seen.hides_something else 0,
    }
    return render(request, "procurement/reviews/read.html", context)


@access(SCORE, Assignment, roles=REVIEWER, pk="pk")
def score(request: HttpRequest, record: Assignment, criterion: str) -> HttpResponse:
    """One criterion, its anchors, and what the provider says to it."""
    subject = record.subject
    asked = subject.criterion(criterion)
    if asked is None:
        raise Http404("There is no such criterion.")
    saved = record.scores.filter(criterion=criterion).first()
    begun, is_draft = record.drafts.get(criterion), "later" in request.POST
    initial = begun_of(begun) if begun else initial_of(saved) if saved else {}
    form = ScoreForm(request.POST or None, criterion=asked, is_draft=is_draft, initial=initial)
    if request.method == "POST" and form.is_valid():
        keep = services.keep_draft if is_draft else services.save_score
        with form.catching():
            keep(assignment=record, criterion=criterion, actor=request.user, at=request.at, **form.values())
        if form.is_valid() and is_draft:
            messages.success(request, f"What you began on “{asked.name}” is kept. Only you see it.")
            return redirect("reviews:assignment", record.pk)
        if form.is_valid():
            return _after(record, criterion)
    position = subject.rubric.index(asked)
    context = {
        "assignment": record,
        "subject": subject,
        "criterion": asked,
        "form": form,
        "number": position + 1,
        "before": subject.rubric[position - 1] if position else None,
        "after": subject.rubric[position + 1] if position + 1 < len(subject.rubric) else None,
        "scored_count": record.scores.count(),
        "saved": saved,
        "begun_at": datetime.fromisoformat(begun["kept_at"]) if begun else None,
        "sections": evidence_for(subject, criterion),
    }
    return render(request, "procurement/reviews/score.html", context)


@require_POST
@access(READ, Assignment, roles=REVIEWER, pk="pk")
def send(request: HttpRequest, record: Assignment) -> HttpResponse:
    """Send all scores."""
    services.submit_scores(assignment=record, actor=request.user, at=request.at)
    messages.success(request, "Your scores are sent. Nobody can change them now.")
    return redirect("reviews:assignment", record.pk)


def _after(record: Assignment, criterion: str) -> HttpResponse:
    """The next criterion, or the overview after the last."""
    keys = [each.key for each in record.subject.rubric]
    position = keys.index(criterion) + 1
    if position < len(keys):
        return redirect("reviews:score", record.pk, keys[position])
    return redirect("reviews:assignment", record.pk)
