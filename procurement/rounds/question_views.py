"""Pages of questions about a round: the asker's, and the officer's, who never reads who asked."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from marketplace.access.views import access
from marketplace.listing.views import render_list
from procurement.rounds import queries, question_services
from procurement.rounds.dates import rolling_answer_days
from procurement.rounds.forms import AnswerForm, AskForm, RejectForm
from procurement.rounds.models import Round, RoundQuestion
from procurement.rounds.permissions import (
    ANSWER,
    ASK,
    ASKERS_IN_WORDS,
    CASE_ROLES_IN_WORDS,
    LIST,
    OWN_QUESTIONS,
    QUESTIONS,
    VIEW_QUESTION,
)
from procurement.rounds.tables import QUESTION_MARKS, AgencyQuestionTable, OwnQuestionTable, QuestionFilter

OFFICER = ("agency.program_officer",)


@access(ASK, Round, roles=ASKERS_IN_WORDS, visible=queries.published, reference="reference")
def ask(request: HttpRequest, record: Round) -> HttpResponse:
    """Ask about a round, or read that the time for it is over."""
    organizations = queries.asking_organizations(request.user)
    form = AskForm(request.POST or None, organizations=organizations)
    if request.method == "POST" and form.is_valid():
        with form.catching():
            question = question_services.ask_question(asked=record, **form.values(), actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, "Your question is sent. You hear from us when it is answered.")
            return redirect("rounds:question", question.reference)
    context = {
        "record": record,
        "form": form,
        "is_time": record.takes_questions(request.at),
        "answer_by": record.answer_by(request.at),
    }
    return render(request, "procurement/rounds/ask.html", context)


@access(OWN_QUESTIONS, roles=ASKERS_IN_WORDS)
def own_list(request: HttpRequest) -> HttpResponse:
    """What one's own organizations asked."""
    rows = queries.own_questions(request.user).order_by("-created_at", "-pk")
    return render_list(
        request, "procurement/rounds/question_list.html", OwnQuestionTable, rows, filename="our-questions"
    )


@access(VIEW_QUESTION, RoundQuestion, roles=ASKERS_IN_WORDS, visible=queries.whole_questions, reference="reference")
def question(request: HttpRequest, record: RoundQuestion) -> HttpResponse:
    """One question of one's own organization, and what became of it."""
    context = {"record": record, "status": QUESTION_MARKS[record.state]}
    return render(request, "procurement/rounds/question.html", context)


@access(LIST, Round, roles=CASE_ROLES_IN_WORDS, reference="reference")
def agency_questions(request: HttpRequest, record: Round) -> HttpResponse:
    """Every question about one round, linked by its asker's number."""
    rows = queries.questions_for_staff(request.user).filter(round=record)
    return render_list(
        request,
        "procurement/rounds/agency_questions.html",
        AgencyQuestionTable,
        rows,
        filterset_class=QuestionFilter,
        context={"record": record, "answer_days": rolling_answer_days(record.policy_version.rules.clocks)},
        filename=f"questions-{record.reference}",
    )


@access(QUESTIONS, RoundQuestion, roles=CASE_ROLES_IN_WORDS, visible=queries.whole_questions, reference="reference")
def agency_question(request: HttpRequest, record: RoundQuestion) -> HttpResponse:
    """One question, with the forms to answer or to reject it."""
    return _agency_page(request, record)


@require_POST
@access(ANSWER, RoundQuestion, roles=OFFICER, visible=queries.whole_questions, reference="reference")
def answer(request: HttpRequest, record: RoundQuestion) -> HttpResponse:
    """Answer it for everyone."""
    form = AnswerForm(request.POST)
    return _close(request, record, form, question_services.answer_question, "The answer is public.")


@require_POST
@access(ANSWER, RoundQuestion, roles=OFFICER, visible=queries.whole_questions, reference="reference")
def reject(request: HttpRequest, record: RoundQuestion) -> HttpResponse:
    """Reject it; the asker is told why."""
    form = RejectForm(request.POST)
    return _close(request, record, form, question_services.reject_question, "Whoever asked can read your reason.")


def _close(request: HttpRequest, record: RoundQuestion, form: Any, service: Any, told: str) -> HttpResponse:
    if form.is_valid():
        with form.catching():
            service(question=record, **form.cleaned_data, actor=request.user, at=request.at)
        if form.is_valid():
            messages.success(request, told)
            return redirect("rounds:agency_questions", record.round.reference)
    return _agency_page(request, record, form)


def _agency_page(request: HttpRequest, record: RoundQuestion, form: Any = None) -> HttpResponse:
    others = queries.questions_for_staff(request.user).filter(asker=record.asker_id).exclude(pk=record.pk)
    context = {
        "record": record,
        "status": QUESTION_MARKS[record.state],
        "others": others,
        "may_answer": ANSWER.decide(request.user, record),
        "is_time": record.round.answers_until is None or request.at < record.round.answers_until,
        "form": form,
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(initial={"published_text": record.text}),
        "reject_form": form if isinstance(form, RejectForm) else RejectForm(),
    }
    return render(request, "procurement/rounds/agency_question.html", context)
