"""Every list of decisions about measures."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from marketplace.access.permissions import twin_of
from marketplace.evidence.models import Measure
from marketplace.organizations.models import Role
from marketplace.organizations.queries import agency_roles_of
from procurement.measures.models import MeasureDecision, MeasureVote
from procurement.measures.panel import Tally, lacks, tally_of
from procurement.measures.permissions import AGENCY_VIEW, LIST, OPEN, RUN, STAFF, VOTE
from procurement.measures.transitions import MeasureDecisionState, VoteState


def everything() -> QuerySet[MeasureDecision]:
    """All decisions with what pages and permissions ask for, in a fixed number of queries."""
    shown = ("measure", "policy_version", "opened_by", "decided_by")
    return MeasureDecision.objects.select_related(*shown).prefetch_related("votes__panelist")


@twin_of(LIST)
@twin_of(AGENCY_VIEW)
@twin_of(RUN)
def for_staff(person: Any) -> QuerySet[MeasureDecision]:
    """Every decision, for case staff; none for anyone else."""
    return everything() if STAFF(person, None) else everything().none()


@twin_of(OPEN)
def measures(person: Any) -> QuerySet[Measure]:
    """Every measure: the registry is public."""
    return Measure.objects.all()


@twin_of(VOTE)
def votes_of(person: Any) -> QuerySet[MeasureVote]:
    """The votes that this expert was asked for."""
    rows = MeasureVote.objects.select_related("decision__measure", "decision__policy_version", "panelist")
    if Role.REVIEWER not in agency_roles_of(person):
        return rows.none()
    return rows.filter(panelist_id=person.pk)


def whole_votes() -> QuerySet[MeasureVote]:
    """Every vote with all that its page asks for."""
    return MeasureVote.objects.select_related("decision__measure", "decision__policy_version", "panelist")


def running() -> QuerySet[MeasureDecision]:
    """Those that are not decided yet, the oldest first."""
    return everything().filter(state=MeasureDecisionState.OPEN).order_by("created_at", "pk")


def public_of(measure: Measure) -> QuerySet[MeasureDecision]:
    """What panels decided about a measure, newest first."""
    return everything().filter(measure=measure, state=MeasureDecisionState.DECIDED).order_by("-decided_at", "-pk")


def cast_votes(decision: MeasureDecision) -> list[MeasureVote]:
    """The votes that are in."""
    return [vote for vote in decision.votes.all() if vote.state == VoteState.CAST]


def tally(decision: MeasureDecision) -> Tally:
    """What the votes that are in amount to."""
    return tally_of([bool(vote.is_valid) for vote in cast_votes(decision)])


def what_is_missing(decision: MeasureDecision) -> str:
    """What still keeps the panel from a decision; empty where nothing does."""
    asked = sum(vote.state == VoteState.ASKED for vote in decision.votes.all())
    return lacks(cast=len(cast_votes(decision)), asked=asked, needed=decision.votes_needed)
