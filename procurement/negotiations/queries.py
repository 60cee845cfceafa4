"""Negotiations a person may see, whose turn it is, and what a revision stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from marketplace.access.permissions import twin_of
from marketplace.clocks.calendar import local_day
from marketplace.organizations.queries import organization_ids, roles_in
from procurement.agreements.permissions import is_contract_staff
from procurement.clauses.queries import policy_bounds
from procurement.negotiations.body import Limits
from procurement.negotiations.models import Acceptance, Negotiation, NegotiationComment, Revision, Side
from procurement.negotiations.permissions import ABANDON, ACCEPT, COMMENT, PROPOSE, VIEW


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose turn it is, and since when; no side once it is agreed or abandoned."""

    side: Side | None
    since: datetime | None


def _of_parties(person: Any) -> Q:
    mine = organization_ids(person)
    return Q(request__buyer__in=mine) | Q(request__provider__in=mine)


@twin_of(VIEW)
def visible_to(person: Any) -> QuerySet[Negotiation]:
    """The negotiations of this person's organizations; all of them for the agency."""
    if is_contract_staff(person, None):
        return Negotiation.objects.all()
    return Negotiation.objects.filter(_of_parties(person))


@twin_of(PROPOSE)
@twin_of(ACCEPT)
@twin_of(COMMENT)
@twin_of(ABANDON)
def own_negotiations(person: Any) -> QuerySet[Negotiation]:
    """The negotiations of this person's own organizations."""
    return Negotiation.objects.filter(_of_parties(person))


def with_everything() -> QuerySet[Negotiation]:
    """Negotiations with what their page shows, in few queries."""
    revisions = Revision.objects.select_related("author").prefetch_related(
        Prefetch("acceptances", Acceptance.objects.filter(voided_at__isnull=True).select_related("person"))
    )
    return Negotiation.objects.select_related(
        "request__buyer", "request__provider", "request__model", "request__policy_version", "request__designation",
        "request__agreement", "template_version__template",
    ).prefetch_related(Prefetch("revisions", revisions))  # fmt: skip


def side_of(person: Any, negotiation: Negotiation) -> Side | None:
    """The side the person belongs to; the district's where somebody belongs to both."""
    if roles_in(person, negotiation.request.buyer):
        return Side.BUYER
    return Side.PROVIDER if roles_in(person, negotiation.request.provider) else None


def latest(negotiation: Negotiation) -> Revision:
    """The newest revision."""
    return max(negotiation.revisions.all(), key=lambda revision: revision.number)


def turn_of(negotiation: Negotiation) -> Turn:
    """Whose answer is awaited: of the side that has not accepted the newest revision."""
    if negotiation.state != "open":
        return Turn(None, None)
    last = latest(negotiation)
    standing = {acceptance.side for acceptance in last.acceptances.all() if acceptance.voided_at is None}
    waiting = Side(last.side).other
    return Turn(Side(last.side) if waiting in standing else waiting, last.created_at)


def is_to_answer(negotiation: Negotiation, side: Side | None) -> bool:
    """Whether this side has not accepted the newest revision; after an unsigned contract that is both sides."""
    standing = {acceptance.side for acceptance in latest(negotiation).acceptances.all() if acceptance.voided_at is None}
    return negotiation.state == "open" and side is not None and side not in standing


def comments_for(negotiation: Negotiation, side: Side | None) -> QuerySet[NegotiationComment]:
    """What this side may read: what was shared, and its own. The agency reads what was shared."""
    shown = Q(is_shared=True) | (Q(side=side) if side else Q(pk__in=[]))
    return negotiation.comments.filter(shown).select_related("author")


def limits_of(negotiation: Negotiation, at: datetime) -> Limits:
    """What bounds the next revision at this instant."""
    rules = negotiation.request.policy_version.rules
    tier = rules.tiers.of(negotiation.request.designation.tier)
    caps = [cap for cap in (tier.students_per_pilot_max, tier.students_per_agreement_max) if cap]
    return Limits(
        local_day(at, negotiation.zone), min(caps, default=None), policy_bounds(rules), tier.term_months,
        negotiation.request.designation.last_day(at, negotiation.zone),
    )  # fmt: skip
