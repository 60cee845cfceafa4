"""Writing decisions about measures: opened, a panel named, votes cast, the outcome written down into the registry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError

from marketplace.access.permissions import NotAllowed
from marketplace.evidence.models import Measure
from marketplace.evidence.services import write_down_validation
from marketplace.evidence.vocabulary import MeasureOwner
from marketplace.lifecycles.errors import Refused
from marketplace.lifecycles.services import locked, service
from marketplace.lifecycles.words import checked_words
from marketplace.organizations.models import Role
from marketplace.organizations.queries import people_with, the_agency
from marketplace.people.models import User
from procurement.measures import signals
from procurement.measures.models import MeasureDecision, MeasureVote
from procurement.measures.permissions import OPEN, RUN, VOTE
from procurement.measures.queries import everything, tally, what_is_missing
from procurement.measures.ties import ties_to
from procurement.measures.transitions import MEASURE_DECISION, MEASURE_VOTE, MeasureDecisionState
from procurement.policy.queries import policy_in_force
from procurement.reviews.conflicts import Declared, declared_conflicts

WORDS_MAX, OWNER_NAME_MAX = 5_000, 200
EXPERTISE_MAX = MeasureVote._meta.get_field("expertise").max_length


@service
def open_decision(*, measure: Measure, owner_name: str, question: str, actor: Any, at: datetime) -> MeasureDecision:
    """Open the validation of a measure, or look at it again. ``owner_name`` is the body that owns it, by which ties are
    looked for. Raises Refused where one is open, or the measure is a provider's own, which carries no tier anyway.
    """
    OPEN.check(actor, measure)
    measure = locked(measure)
    if measure.owner == MeasureOwner.PROVIDER:
        raise Refused("A provider’s own measure is shown and carries no tier, whatever a panel finds.")
    found = MeasureDecision.objects.filter(measure=measure, state=MeasureDecisionState.OPEN).first()
    if found:
        raise Refused(f"{found.reference} about this measure is with its panel already.")
    policy = policy_in_force(at)
    if policy is None:
        raise Refused("Publish a policy first: it says how many experts vote.")
    decision = MeasureDecision(
        measure=measure,
        owner_name=checked_words(
            owner_name, field="owner_name", most=OWNER_NAME_MAX, missing="Name the body that owns the measure."
        ),
        question=checked_words(
            question, field="question", most=WORDS_MAX, missing="Say what the panel looks at, and where it finds it."
        ),
        policy_version=policy,
        opened_by=actor,
        created_at=at,
    )
    tied = ties_to(actor, decision.owner_name, years=policy.rules.review.conflict_lookback_years)
    if tied:
        raise NotAllowed(" ".join(conflict.words for conflict in tied))
    decision.save()
    MEASURE_DECISION.created(decision, actor=actor, organization=the_agency(), at=at)
    return decision


@service
def name_panelist(
    *, decision: MeasureDecision, panelist: User, expertise: str, actor: Any, at: datetime
) -> MeasureVote:
    """Ask a reviewer of the agency to vote. Raises ValidationError for somebody whom the portal's records tie to the
    owner, who is no reviewer or was asked already, and without their expertise; Refused once every vote can be read.
    """
    RUN.check(actor, decision)
    decision = locked(decision)
    MEASURE_DECISION.require(decision, "decide")
    if not what_is_missing(decision):
        raise Refused("Every vote is in and can be read, so the panel stays as it is. Record what it decided.")
    if not people_with(the_agency(), Role.REVIEWER).filter(pk=panelist.pk).exists() or panelist.pk == actor.pk:
        raise ValidationError({"panelist": "Choose one of the department’s reviewers, and not yourself."})
    if decision.votes.filter(panelist=panelist).exists():
        raise ValidationError({"panelist": f"{panelist} was asked already."})
    tied = ties_to(panelist, decision.owner_name, years=decision.policy_version.rules.review.conflict_lookback_years)
    if tied:
        words = " ".join(conflict.told for conflict in tied)
        raise ValidationError({"panelist": f"{panelist} cannot judge this measure. {words}"})
    expertise = checked_words(
        expertise,
        field="expertise",
        most=EXPERTISE_MAX,
        missing="Say what makes this person an expert for the measure.",
    )
    vote = MeasureVote.objects.create(decision=decision, panelist=panelist, expertise=expertise, asked_at=at)
    MEASURE_VOTE.created(vote, actor=actor, organization=the_agency(), at=at)
    signals.panelist_asked.send(sender=MeasureVote, vote=vote, at=at)
    return vote


@service
def release_panelist(*, vote: MeasureVote, actor: Any, at: datetime) -> MeasureVote:
    """Take somebody who has not voted off the panel, so that another expert can be named."""
    RUN.check(actor, vote.decision)
    locked(vote.decision)
    vote = locked(vote)
    MEASURE_VOTE.move(vote, "release", actor=actor, organization=the_agency(), at=at)
    return vote


@service
def cast_vote(
    *, vote: MeasureVote, declared: Declared, is_valid: bool, reason: str, actor: Any, at: datetime
) -> MeasureVote:
    """Vote, after declaring. A declared conflict recuses for good, and nothing of the vote is kept.

    Raises NotAllowed where the portal's records tie the person to the owner by now.
    """
    VOTE.check(actor, vote)
    decision = locked(vote.decision)
    vote = locked(vote)
    years = decision.policy_version.rules.review.conflict_lookback_years
    if declared_conflicts(declared, provider_name=decision.owner_name, lookback_years=years):
        return _settled(vote, "recuse", actor, at)
    MEASURE_VOTE.require(vote, "cast")
    tied = ties_to(actor, decision.owner_name, years=years)
    if tied:
        raise NotAllowed(" ".join(conflict.words for conflict in tied))
    vote.reason = checked_words(
        reason,
        field="reason",
        most=WORDS_MAX,
        missing="Give your reasons. They are published with the decision, without your name.",
    )
    vote.is_valid, vote.cast_at = is_valid, at
    return _settled(vote, "cast", actor, at, "is_valid", "reason", "cast_at")


@service
def decide(*, decision: MeasureDecision, reason: str, actor: Any, at: datetime) -> MeasureDecision:
    """Record what the panel decided: more than half of the votes. The registry has it from now on, public with reasons.

    Raises Refused while votes are out or too few.
    """
    RUN.check(actor, decision)
    locked(decision.measure)
    locked(decision)
    decision = everything().get(pk=decision.pk)
    MEASURE_DECISION.require(decision, "decide")
    missing = what_is_missing(decision)
    if missing:
        raise Refused(missing)
    decision.reason = checked_words(
        reason,
        field="reason",
        most=WORDS_MAX,
        missing="Say what the panel decided on, in its words. Everyone reads it.",
    )
    decision.is_validated = tally(decision).is_validated
    decision.decided_by, decision.decided_at = actor, at
    MEASURE_DECISION.move(
        decision, "decide", actor=actor, organization=the_agency(), at=at,
        also_save=("is_validated", "reason", "decided_by", "decided_at"),
        payload={"is_validated": decision.is_validated},
    )  # fmt: skip
    write_down_validation(
        measure=decision.measure, is_validated=decision.is_validated, source=decision.reference, actor=actor, at=at
    )
    signals.measure_decided.send(sender=MeasureDecision, decision=decision, at=at)
    return decision


def _settled(vote: MeasureVote, move: str, actor: Any, at: datetime, *saved: str) -> MeasureVote:
    MEASURE_VOTE.move(vote, move, actor=actor, organization=the_agency(), at=at, also_save=saved)
    signals.vote_settled.send(sender=MeasureVote, vote=vote, at=at)
    return vote
