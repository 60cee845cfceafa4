"""Officers hear of a question, and its asker of what became of it. No mail says who asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from django.urls import reverse

from marketplace.notifications.services import notify
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from procurement.rounds import signals
from procurement.rounds.models import RoundQuestion
from procurement.rounds.permissions import ASKERS


@receiver(signals.question_asked)
def tell_officers(sender: Any, question: RoundQuestion, at: datetime, **kwargs: Any) -> None:
    """Officers answer in time, or say why not."""
    notify(
        to=people_with(the_agency(), Role.PROGRAM_OFFICER),
        subject=f"{question.round.reference}: a question came in",
        lines=["Answer it for everyone, or reject it with a reason."],
        url=reverse("rounds:agency_question", args=[question.reference]),
        at=at,
        deadline=question.answer_by,
    )


@receiver(signals.question_answered)
def tell_asker(sender: Any, question: RoundQuestion, at: datetime, **kwargs: Any) -> None:
    """Whoever asked hears that the answer is public."""
    _tell(question, at, "your question is answered", "Everyone can read it now on the round’s page, without your name.")


@receiver(signals.question_rejected)
def tell_why_not(sender: Any, question: RoundQuestion, at: datetime, **kwargs: Any) -> None:
    """Whoever asked, and nobody else, hears that there is a reason."""
    _tell(question, at, "your question was not answered", "Read why. Only your organization and the department do.")


def _tell(question: RoundQuestion, at: datetime, news: str, line: str) -> None:
    notify(
        to=people_with(question.provider, *ASKERS),
        subject=f"{question.round.reference}: {news}",
        lines=[line],
        url=reverse("rounds:question", args=[question.reference]),
        at=at,
    )
