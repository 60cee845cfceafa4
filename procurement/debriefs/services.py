"""Writing debriefs: asked for in time by the provider, held and recorded by the department."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import instant_words
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.queries import the_agency
from procurement.debriefs import signals
from procurement.debriefs.deadlines import ask_by
from procurement.debriefs.models import Debrief, DebriefForm
from procurement.debriefs.permissions import ASK, HOLD
from procurement.debriefs.transitions import DEBRIEF
from procurement.designations.models import Determination

WORDS_MAX = 10_000


@service
def ask(*, determination: Determination, questions: str, actor: Any, at: datetime) -> Debrief:
    """The provider asks for a debrief about a decision, once and within the policy's business days from its notice."""
    ASK.check(actor, determination)
    determination = locked(determination)
    found = Debrief.objects.filter(determination=determination).first()
    if found:
        raise Refused(f"Debrief {found.reference} was asked for already. There is one about each decision.")
    due = ask_by(determination)
    if at >= due:
        zone = determination.policy_version.rules.calendar.zone
        raise Refused(
            f"A debrief could be asked for until {instant_words(due, zone)}. Scores and reasons stay on this page."
        )
    debrief = Debrief.objects.create(
        determination=determination,
        provider=determination.provider,
        questions=checked_words(
            questions, field="questions", most=WORDS_MAX, missing="Say what you would like to understand."
        ),
        asked_by=actor,
        created_at=at,
    )
    DEBRIEF.created(debrief, actor=actor, organization=debrief.provider, at=at)
    signals.debrief_asked.send(sender=Debrief, debrief=debrief, at=at)
    return debrief


@service
def hold(*, debrief: Debrief, how: str, held_on: date, attended: str, told: str, actor: Any, at: datetime) -> Debrief:
    """Record that it was held: how, on which day, with whom and what the provider was told. The provider reads it."""
    HOLD.check(actor, debrief)
    debrief = locked(debrief)
    DEBRIEF.require(debrief, "hold")
    zone = debrief.determination.policy_version.rules.calendar.zone
    if how not in DebriefForm.values:
        raise ValidationError({"how": f"Choose one of: {', '.join(DebriefForm.labels)}."})
    if not local_day(debrief.created_at, zone) <= held_on <= local_day(at, zone):
        raise ValidationError({"held_on": "Give a day from the one on which it was asked for, up to today."})
    debrief.how, debrief.held_on = how, held_on
    debrief.attended = checked_words(
        attended, field="attended", most=WORDS_MAX, missing="Name who was there, on both sides."
    )
    debrief.told = checked_words(told, field="told", most=WORDS_MAX, missing="Write down what the provider was told.")
    debrief.held_by, debrief.recorded_at = actor, at
    saved = ("how", "held_on", "attended", "told", "held_by", "recorded_at")
    DEBRIEF.move(debrief, "hold", actor=actor, organization=the_agency(), at=at, also_save=saved)
    signals.debrief_held.send(sender=Debrief, debrief=debrief, at=at)
    return debrief
