"""What rounds have for whom: questions to answer, and answers that are waited for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from marketplace.clocks.words import count_words
from marketplace.desk.registry import DeskItem, desk_source, office_source
from marketplace.organizations.models import Role
from marketplace.organizations.queries import agency_roles_of, the_agency
from procurement.rounds.permissions import is_case_staff
from procurement.rounds.queries import own_questions, rounds_with_open_questions
from procurement.rounds.transitions import QuestionState


@desk_source(capability="regulates")
def questions_to_answer(person: Any, at: datetime) -> Iterator[DeskItem]:
    """Each round in which questions wait, once."""
    if Role.PROGRAM_OFFICER in agency_roles_of(person):
        for item in questions_waiting(person, at):
            yield item.for_who_acts()


@office_source
def questions_waiting(person: Any, at: datetime) -> Iterator[DeskItem]:
    """The same for whoever answers them."""
    for asked in rounds_with_open_questions() if is_case_staff(person, None) else ():
        yield DeskItem(
            organization_id=the_agency().pk,
            title=f"Answer {count_words(asked.waiting_count, 'question')} about {asked.title}",
            url=reverse("rounds:agency_questions", args=[asked.reference]),
            reference=asked.reference,
            due=asked.answer_by(asked.waiting_since),
            since=asked.waiting_since,
            action="Answer",
            waiting_for="Program officers",
        )


@desk_source(capability="offers")
def answers_waited_for(person: Any, at: datetime) -> Iterator[DeskItem]:
    """A provider's own questions that nobody has answered yet."""
    for question in own_questions(person).filter(state=QuestionState.ASKED):
        yield DeskItem(
            organization_id=question.provider.pk,
            title=f"Answer to a question about {question.round.title}",
            url=reverse("rounds:question", args=[question.reference]),
            reference=question.reference,
            due=question.answer_by,
            waiting_for=str(the_agency()),
            since=question.created_at,
        )
