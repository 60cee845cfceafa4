"""Drafting an application: start, goals, discard."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed, NotVisible
from marketplace.audit.services import record
from marketplace.clocks.calendar import local_day
from marketplace.clocks.words import instant_words
from marketplace.evidence.models import Measure
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.organizations.permissions import has_role, member_of
from marketplace.products.models import LearningModel
from marketplace.products.vocabulary import Tier
from procurement.applications.completeness import due_fault, target_fault
from procurement.applications.models import Application, Commitment, Statistic
from procurement.applications.permissions import AUTHORS, DISCARD, SAVE, START
from procurement.applications.queries import last_goal_day, open_cure
from procurement.applications.transitions import APPLICATION
from procurement.rounds.models import Round

COMMITMENTS_MAX = 10
COMMITMENTS = "commitments"
_is_own = member_of("provider")
_may_write = has_role("provider", *AUTHORS)


@dataclass(frozen=True, slots=True)
class GoalInput:
    """A goal as it was typed; what is still missing may be empty."""

    goal: str = ""
    measure: Measure | None = None
    statistic: str = Statistic.EFFECT_SIZE
    target: Decimal | None = None
    due_on: date | None = None


@service
def start_application(*, asked: Round, model: LearningModel, tier_asked: str, actor: Any, at: datetime) -> Application:
    """Begin a draft for one's own model in an open round; one running application a model and round."""
    START.check(actor)
    if not _is_own(actor, model):
        raise NotVisible("applications:model")
    decision = _may_write.decide(actor, model)
    if not decision:
        raise NotAllowed(decision.reason)
    asked = locked(asked)
    if not asked.is_open_for(model.provider_id, at):
        raise Refused("This round takes no applications now.")
    if tier_asked not in Tier.values:
        raise ValidationError({"tier_asked": f"Choose one of: {', '.join(Tier.labels)}."})
    if asked.applications.filter(model=model).exclude(state="withdrawn").exists():
        raise ValidationError({"model": f"{model} has an application in this round already. Go on with that one."})
    application = Application.objects.create(
        round=asked, provider=model.provider, model=model, tier_asked=tier_asked, started_by=actor, created_at=at
    )
    APPLICATION.created(application, actor=actor, organization=model.provider, at=at)
    return application


@service
def change_tier(*, application: Application, tier_asked: str, actor: Any, at: datetime) -> Application:
    """Ask for another tier. What each section needs follows from it."""
    application = draft_of(application, actor)
    if tier_asked not in Tier.values:
        raise ValidationError({"tier_asked": f"Choose one of: {', '.join(Tier.labels)}."})
    if application.tier_asked != tier_asked:
        application.tier_asked = tier_asked
        application.save(update_fields=["tier_asked"])
        noted("application.tier_changed", application, actor, at, {"tier": tier_asked})
    return application


@service
def save_commitment(
    *, application: Application, commitment: Commitment | None, values: GoalInput, actor: Any, at: datetime
) -> Commitment:
    """Keep a goal, new or changed, complete or not. The same new goal sent twice is kept once."""
    application = writable(application, COMMITMENTS, actor, at)
    if commitment is not None and commitment.application_id != application.pk:
        raise NotVisible("applications:commitment")
    _check_goal(values, application, at)
    typed = {field.name: getattr(values, field.name) for field in fields(values)} | {"goal": values.goal.strip()}
    again = application.commitments.filter(**typed).first() if commitment is None else None
    if again:
        return again
    if commitment is None and application.commitments.count() >= COMMITMENTS_MAX:
        raise Refused(f"An application holds at most {COMMITMENTS_MAX} goals. Remove one first.")
    saved = commitment or Commitment(application=application)
    for name, value in typed.items():
        setattr(saved, name, value)
    saved.save()
    noted("application.commitment_saved", application, actor, at, {})
    return saved


@service
def remove_commitment(*, commitment: Commitment, actor: Any, at: datetime) -> Application:
    """Take a goal off a draft."""
    application = writable(commitment.application, COMMITMENTS, actor, at)
    Commitment.objects.filter(pk=commitment.pk, application=application).delete()
    noted("application.commitment_removed", application, actor, at, {})
    return application


@service
def discard_draft(*, application: Application, actor: Any, at: datetime) -> None:
    """Throw away a draft that was never sent. What was sent is withdrawn instead, and stays readable."""
    DISCARD.check(actor, application)
    application = locked(application)
    if application.state != "draft":
        raise Refused("This application was sent. It can be withdrawn, not thrown away.")
    noted("application.discarded", application, actor, at, {"round": application.round.reference})
    application.delete()


def _check_goal(values: GoalInput, application: Application, at: datetime) -> None:
    if values.statistic not in Statistic.values:
        raise ValidationError({"statistic": "Choose one of those listed."})
    today, last = local_day(at, application.round.zone), last_goal_day(application, at=at)
    faults = {
        "target": target_fault(values.statistic, values.target) if values.target is not None else "",
        "due_on": due_fault(values.due_on, today=today, last=last) if values.due_on else "",
    }
    if any(faults.values()):
        raise ValidationError({name: words for name, words in faults.items() if words})


def writable(application: Application, section: str, actor: Any, at: datetime) -> Application:
    """The locked application: a draft or, while something is missing and there is time, what a named section holds."""
    SAVE.check(actor, application)
    application = locked(application)
    if application.state != "cure_requested":
        return draft_of(application, actor)
    cure = open_cure(application)
    if section not in cure.sections:
        raise Refused("This application was sent. Only the sections in which something is missing are open again.")
    if at >= cure.due_at:
        raise Refused(f"There was time until {instant_words(cure.due_at, application.round.zone)}.")
    return application


def draft_of(application: Application, actor: Any) -> Application:
    SAVE.check(actor, application)
    application = locked(application)
    if application.state != "draft":
        raise Refused("This application was sent, so its answers stand as they are.")
    return application


def noted(name: str, application: Application, actor: Any, at: datetime, payload: dict[str, Any]) -> None:
    record(name, subject=application, actor=actor, organization=application.provider, at=at, payload=payload)
