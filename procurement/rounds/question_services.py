"""Questions about a round: asked by providers, answered to everyone at once or rejected with a reason."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.clocks.words import instant_words
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.models import Organization
from marketplace.organizations.queries import the_agency
from marketplace.products.models import LearningModel
from procurement.rounds import signals
from procurement.rounds.models import Round, RoundAsker, RoundQuestion
from procurement.rounds.permissions import ANSWER, ASK, is_published
from procurement.rounds.queries import asking_organizations
from procurement.rounds.transitions import ROUND_QUESTION, RoundState

QUESTION_MAX_CHARACTERS, ANSWER_MAX_CHARACTERS = 2000, 5000


@service
def ask_question(*, asked: Round, organization: Organization, text: str, actor: Any, at: datetime) -> RoundQuestion:
    """Ask about a published round before its question clock ends. The same question sent twice is asked once.

    Its answer is public, so a question that names the provider, its people or its models is sent back.
    """
    if not is_published(actor, asked):
        raise NotVisible(ASK.name)
    ASK.check(actor, asked)
    if organization not in asking_organizations(actor):
        raise NotAllowed("You can ask only for an organization of your own that offers models.")
    asked = locked(asked)
    _require_question_time(asked, at)
    text = checked_words(text, field="text", most=QUESTION_MAX_CHARACTERS, missing="Write your question.")
    named = _named_in(text, organization, actor)
    if named:
        raise ValidationError(
            {"text": f"This names “{named}”. Everyone reads the question, so ask without your names."}
        )
    asker = _asker(asked, organization)
    again = asker.questions.filter(text=text).first()
    if again:
        return again
    question = RoundQuestion.objects.create(round=asked, asker=asker, asked_by=actor, text=text, created_at=at)
    ROUND_QUESTION.created(question, actor=actor, organization=organization, at=at)
    signals.question_asked.send(sender=RoundQuestion, question=question, at=at)
    return question


@service
def answer_question(
    *, question: RoundQuestion, published_text: str, answer: str, actor: Any, at: datetime
) -> RoundQuestion:
    """Answer on the round's public page, to everyone at once, before the round's answer clock ends, if it has one.

    The officer may reword the question as it is published, so that it gives nobody away.
    """
    ANSWER.check(actor, question)
    question = _locked(question)
    ROUND_QUESTION.require(question, "answer")
    _require_answer_time(question.round, at)
    question.published_text = checked_words(
        published_text,
        field="published_text",
        most=QUESTION_MAX_CHARACTERS,
        missing="Say the question as everyone will read it.",
    )
    question.answer = checked_words(answer, field="answer", most=ANSWER_MAX_CHARACTERS, missing="Write the answer.")
    _close(question, "answer", ("published_text", "answer"), actor, at)
    signals.question_answered.send(sender=RoundQuestion, question=question, at=at)
    return question


@service
def reject_question(*, question: RoundQuestion, reason: str, actor: Any, at: datetime) -> RoundQuestion:
    """Leave a question without an answer; whoever asked reads the reason, nobody else reads either."""
    ANSWER.check(actor, question)
    question = _locked(question)
    ROUND_QUESTION.require(question, "reject")
    question.reason = checked_words(
        reason, field="reason", most=QUESTION_MAX_CHARACTERS, missing="Say why it is not answered."
    )
    _close(question, "reject", ("reason",), actor, at)
    signals.question_rejected.send(sender=RoundQuestion, question=question, at=at)
    return question


def _locked(question: RoundQuestion) -> RoundQuestion:
    """The question under the lock of its round, whose clocks it is bound by."""
    asked = locked(question.round)
    question = locked(question)
    question.round = asked
    return question


def _close(question: RoundQuestion, move: str, written: tuple[str, ...], actor: Any, at: datetime) -> None:
    question.closed_by, question.closed_at = actor, at
    saved = (*written, "closed_by", "closed_at")
    ROUND_QUESTION.move(question, move, actor=actor, organization=the_agency(), at=at, also_save=saved)


def _require_question_time(asked: Round, at: datetime) -> None:
    if asked.takes_questions(at):
        return
    if asked.state == RoundState.ARCHIVED:
        raise Refused("This round is archived, so no more questions are taken.")
    ended = instant_words(asked.questions_until or asked.closes_at, asked.zone)
    raise Refused(f"Questions about this round were taken until {ended}. The answers stand on its page.")


def _require_answer_time(asked: Round, at: datetime) -> None:
    if asked.answers_until is None or at < asked.answers_until:
        return
    raise Refused(
        f"Answers were due by {instant_words(asked.answers_until, asked.zone)}: a later one would leave applicants "
        "too little time to use it. Amend the round, which moves its dates, or reject the question and say why."
    )


def _named_in(text: str, organization: Organization, person: Any) -> str:
    """The first name of the asker's own that stands in the text; model names only with their capitals."""
    for name in (organization.name, str(person), person.email):
        if _stands_in(name.casefold(), text.casefold()):
            return name
    models = LearningModel.objects.filter(provider=organization).values_list("name", flat=True)
    return next((name for name in models if _stands_in(name, text)), "")


def _stands_in(name: str, text: str) -> bool:
    return bool(name) and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _asker(asked: Round, organization: Organization) -> RoundAsker:
    """The provider under its number in this round; the round is locked, so numbers count up."""
    known = asked.askers.filter(organization=organization).first()
    if known:
        return known
    last = asked.askers.aggregate(last=Max("number"))["last"] or 0
    return RoundAsker.objects.create(round=asked, organization=organization, number=last + 1)
